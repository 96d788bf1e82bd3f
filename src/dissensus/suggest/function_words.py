"""Which English words carry grammar rather than matter? Closed lists for finding subjects and objects"""

from __future__ import annotations

from typing import Final

__all__ = [
    "ADJECTIVES_IN_ING",
    "ADVERBS",
    "AUXILIARIES",
    "BE",
    "BETWEEN_NAMES",
    "COMMON_PAST",
    "DETERMINERS",
    "FOES",
    "HEADS",
    "NEGATIONS",
    "POSSIBLE",
    "PREPOSITIONS",
    "REFUSING",
    "REPORTS",
    "SHORTENED",
    "STOPS",
    "TITLES",
    "WANTING",
]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


BE: Final = _words(
    "is are was were be been being am remains remained stays stayed seems became becomes become"
)
AUXILIARIES: Final = BE | _words(
    "has have had having does do did got gets get will shall hasn't haven't hadn't isn't aren't wasn't weren't"
)
POSSIBLE: Final = _words(
    "would could may might should must can ought wouldn't couldn't shouldn't can't cannot"
)
NEGATIONS: Final = _words(
    "not never no neither nor cannot hardly scarcely without don't doesn't didn't won't wouldn't couldn't"
    " shouldn't can't hasn't haven't hadn't isn't aren't wasn't weren't nobody none"
)
ADVERBS: Final = _words(
    "also now then often always once again still already just even ever soon later first long recently today"
    " yesterday tomorrow too both all repeatedly instead thus therefore however together twice back far very more"
    " most quite rather so as well himself herself itself themselves further openly earlier previously meanwhile"
    " nevertheless nonetheless almost only yet sometimes perhaps highly longer monday tuesday wednesday thursday"
    " friday saturday sunday days day weeks week months month years year ago last this"
)
# Verbs and adjectives between a subject and its infinitive: whether the deed is still done, and how surely.
WANTING: Final = _words(
    "want wants wanted wanting seek seeks sought seeking try tries tried trying plan plans planned planning intend"
    " intends intended hope hopes hoped decide decides decided vow vows vowed pledge pledges pledged promise promises"
    " promised threaten threatens threatened threatening prepare prepares prepared preparing ready willing going able"
    " determined set agree agrees agreed continue continues continued begin begins began start starts started expected"
    " likely offer offers offered need needs needed attempt attempts attempted forced used wish wishes wished dare"
    " come came comes go goes went helped helps asked eager bound obliged poised right duty struggle struggles struggled chose choose happy proud propose proposed"
)
REFUSING: Final = _words(
    "refuse refuses refused refusing fail fails failed failing decline declines declined declining reluctant"
    " unwilling unable hesitate hesitates hesitated cease ceased stopped"
)
HEADS: Final = _words(
    "government governments leader leaders leadership regime army armies forces force administration authorities"
    " military troops officials official spokesman spokeswoman spokesperson president minister ministers ministry"
    " party chief chairman chairwoman head director commander campaign policy policies actions action conduct"
    " behavior behaviour role decision decisions people state members member group groups position positions"
    " representatives parliament soldiers police fighters militants activists plan plans candidate candidacy"
    " secretary ambassador media politicians lawmakers executive rule handling treatment team side staff office country"
    " department company nation general agency court committee lawyers lawyer attorney attorneys proposal proposals"
    " council commission delegation voters heads chiefs deputies director directors money credit loan loans grants grant"
    " gifts votes consent goodwill help aid support editor mayor chancellor governor senator representative rep"
)
DETERMINERS: Final = _words(
    "the a an this that these those its their his her our my your all both any some such every each more no own"
)
STOPS: Final = _words(
    "of to for in on at by with from about over under against into through after before during since until between"
    " among and or but nor than as if when while because that which who whom whose what how why where whether not"
    " he she it they we you i him them us me himself herself itself themselves there here near around within"
    " without despite amid via per upon towards toward like unless although though so"
)
PREPOSITIONS: Final = _words(
    "of to for in on at by with from about over under against into through after before during since until between"
    " among near around within without despite amid via upon towards toward like than including"
)
TITLES: Final = _words(
    "chief executive officer mr mrs ms dr state general foreign prime former late own"
)
FOES: Final = _words(
    "opponent opponents enemy enemies rival rivals critic critics foe foes adversary adversaries victims victim"
    " deal agreement accord crisis conflict issue question"
)
ADJECTIVES_IN_ING: Final = _words(
    "ruling leading governing outgoing incoming sitting existing remaining invading occupying"
)
REPORTS: Final = _words(
    "said says told tells called calls asked asks wrote writes took takes gave gives made makes went came"
)
COMMON_PAST: Final = _words(
    "won lost led left held met began fought spoke saw put set let kept stood brought sent"
)
BETWEEN_NAMES: Final = _words("the both also of with against der die das dem den mit von")
SHORTENED: Final = _words("mr mrs ms dr sen gov rep st gen prof lt col sgt rev hon")
