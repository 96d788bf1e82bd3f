from __future__ import annotations

import pytest

from dissensus.ingest.boilerplate import line_about
from dissensus.model.document import Role


@pytest.mark.parametrize(
    "line",
    [
        "Listen on Spotify | Apple Podcasts | Online",
        "Listen to the episode on Spotify or on Apple Podcasts.",
        "Support this podcast on Patreon",
        "Follow us on Facebook, Twitter and Mastodon",
        "Subscribe to our weekly newsletter",
        "Comment here",
        "Leave a comment",
        "12 comments",
        "Share this article",
        "Read more …",
        "Advertisement",
        "© 2024 Example Herald",
        "Jetzt hören auf Spotify",
        "Kommentar schreiben",
        "Weiterlesen …",
        "Artikel drucken",
        "Laisser un commentaire",
        "Lire la suite",
        "Deja un comentario",
        "ادامه مطلب",
        "دیدگاه خود را بنویسید",
        "* * *",
        "FOR IMMEDIATE RELEASE",
        "For immediate release: 3 March 2021",
        "Embargoed until Friday, 6 am",
        "Zur sofortigen Veröffentlichung",
        "Pour diffusion immédiate",
        "برای انتشار فوری",
        "You receive this message because you subscribed to the letter of the valley.",
        "Sie erhalten diese E-Mail, weil Sie sich angemeldet haben.",
        "Unsubscribe",
        "Media contact: the office of the valley",
        "- ends -",
    ],
)
def test_a_line_about_the_page_is_boilerplate(line: str) -> None:
    about = line_about(line)
    assert about is not None
    assert about.role is Role.BOILERPLATE


@pytest.mark.parametrize(
    "line", ["2 min read", "Lesezeit: 5 Minuten", "5 minutes de lecture", "۳ دقیقه"]
)
def test_a_reading_time_is_metadata(line: str) -> None:
    about = line_about(line)
    assert about is not None
    assert about.role is Role.METADATA


@pytest.mark.parametrize(
    "line",
    [
        "Follow the money",
        "The embargo hurts.",
        "Press release of the council was late, he said.",
        "You receive what you give.",
        "Ends justify no means",
        "Share the burden of the war on drugs",
        "Listen to the people, says the mayor",
        "Support for the harbor on Facebook fell sharply last week.",
        "Comments by the mayor angered the opposition.",
        "The post office appeared on Monday.",
        "Print media are in decline.",
        "From Athens via Rome to Paris.",
        "",
    ],
)
def test_a_line_of_the_text_is_not(line: str) -> None:
    assert line_about(line) is None
