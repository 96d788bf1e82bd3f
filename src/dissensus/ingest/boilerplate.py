"""Is this line about the page rather than part of the text? ``line_about``

Pages, feeds and podcasts leave lines behind that nobody said: calls to subscribe, share and comment,
reading times, where a post appeared first. They are told by their whole wording, never by a single word,
for "Follow the money" may be a heading. English, German, French, Spanish and Persian.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from dissensus.model.document import Role

__all__ = ["About", "line_about"]

MAX_LINE: Final = 300  # characters; what is longer is text


@dataclass(frozen=True, slots=True)
class About:
    """What a line is, and the title and outlet it names in passing."""

    role: Role
    title: str = ""
    source: str = ""


_PLATFORM: Final = (
    r"(?:spotify|apple\s(?:podcasts?|music)|google\s(?:podcasts?|play|news)|itunes|you\s?tube|soundcloud|deezer"
    r"|stitcher|overcast|castbox|podbean|pocket\scasts|amazon\smusic|patreon|paypal|ko-?fi|substack|steady"
    r"|liberapay|telegram|whats\s?app|instagram|facebook|twitter|mastodon|bluesky|threads|tik\s?tok|linkedin"
    r"|reddit|rss|online|here|hier|ici|aquí|اسپاتیفای|تلگرام|اینستاگرام|یوتیوب|توییتر|فیسبوک)"
)
_CALL: Final = (
    r"(?:listen|watch|hear|subscribe|follow|support|join|find|like|share|download|donate|read|stream"
    r"|(?:jetzt\s)?(?:an)?hören|abonnier(?:en|t)|unterstütz(?:en|t)|folg(?:en|t)|teilen"
    r"|écout(?:er|ez)|(?:s['’])?abonne[rz](?:-vous)?|suiv(?:re|ez)|souten(?:ir|ez)|partage[rz]"
    r"|escuch[ae]r?|suscr[ií]b(?:ete|irse)|s[ií]gue(?:nos)?|apoya|comparte)"
)
_JOINT: Final = r"(?:\s*(?:[|,/·•&+]|\b(?:and|or|on|via|und|oder|auf|et|ou|sur|y|o|en|و)\b)\s*)+"

_PHRASES: Final = re.compile(
    rf"""
      {_CALL}(?:\s[\w'’“”"-]+){{0,6}}?\s(?:on|via|at|in|auf|bei|über|sur|en|dans|with)\s{_PLATFORM}
         (?:{_JOINT}{_PLATFORM})*[.!]?
    | (?:{_PLATFORM}{_JOINT})+{_PLATFORM}
    | (?:subscribe|sign\sup)\s(?:to|for)\s(?:our|the|this|my)\s(?:[\w-]+\s)?
         (?:newsletter|mailing\slist|channel|podcast|feed)(?:\s(?:here|now|today))?[.!]?
    | (?:newsletter|podcast)\s(?:abonnieren|bestellen)[.!]?|abonnez-vous\sà\s(?:notre|la)\s[\w-]+[.!]?
    | (?:leave|post|write|add)\s(?:a|your)\s(?:comment|reply)s?[.!]?|comments?\shere[.!]?
    | (?:\d+|no)\scomments?|comments?(?:\s\(\d+\)|\sare\sclosed[.]?|\sclosed)?|join\sthe\s(?:discussion|conversation)[.!]?
    | (?:einen\s)?kommentar(?:e|\s(?:schreiben|verfassen|hinterlassen))?|\d+\skommentare?|laisser\sun\scommentaire
    | \d+\scommentaires?|deja\s(?:un\scomentario|una\srespuesta)
    | دیدگاه\s(?:خود\sرا\s)?بنویسید|نظر\s(?:بدهید|دهید)|دیدگاه‌?\s?ها|نظرات|ارسال\s(?:نظر|دیدگاه)
    | share(?:\s(?:this|on|via)(?:\s[\w:]+){{0,3}})?|print(?:\sthis)?(?:\s\w+)?|tweet|copy\slink|e-?mail\sthis(?:\s\w+)?
    | (?:artikel|beitrag|seite)\s(?:teilen|drucken)|teilen|drucken|partager|imprimer|compartir|imprimir
    | اشتراک[‌\s]گذاری|به\sاشتراک\sبگذارید|چاپ
    | (?:read|see|learn)\smore\s?[.…»→]*|continue\sreading\s?[.…»→]*|(?:weiterlesen|mehr\slesen|lire\sla\ssuite|leer\smás|ادامه\sمطلب)\s?[.…»→]*
    | related(?:\s(?:articles|posts|stories|content))?:?|more\son\sthis:?|mehr\szum\sthema:?|à\slire\saussi\s?:?
    | advertisements?|anzeige|werbung|publicité|publicidad|آگهی|skip\sto\s(?:main\s)?content|back\sto\stop|nach\soben
    | (?:©|\(c\)|copyright\b).{{0,120}}|all\srights\sreserved[.]?|alle\srechte\svorbehalten[.]?|tous\sdroits\sréservés[.]?
    | [*•·~_=#—–-][*•·~_=#—–\s-]{{0,60}}
    """,
    re.I | re.X,
)
# What stands above and below releases and mailings: whole sentences, told by how they begin.
_SENT: Final = re.compile(
    r"""
      (?:for\simmediate\s(?:release|publication)|immediate\srelease|(?:press|news|media)\srelease
         |(?:zur\s)?sofortigen?\s(?:veröffentlichung|freigabe)|pressemitteilung|medienmitteilung
         |pour\s(?:diffusion|publication)\simmédiate|communiqué\sde\spresse
         |para\s(?:su\s)?(?:publicación|difusión)\sinmediata|comunicado\sde\sprensa
         |برای\sانتشار\sفوری|بیانیه\sمطبوعاتی)\s?[.!]?(?:\s?[-–—|,:]\s?[\w\s.,/]{0,40})?
    | (?:embargo(?:ed)?\s?[::]|embargoed\s(?:until|till)|sperrfrist|sous\sembargo\sjusqu|embargado\shasta).{0,80}
    | you\s(?:are\sreceiving|receive|(?:have\s)?received)\s(?:this|our)\s(?:e-?mail|message|mail|newsletter|notification)\b.{0,240}
    | this\s(?:e-?mail|message|newsletter)\swas\ssent\s(?:to|by)\b.{0,240}
    | (?:to\sunsubscribe|unsubscribe|click\shere\sto\s(?:unsubscribe|opt\sout)|manage\s(?:your\s)?(?:subscription|preferences))\b.{0,160}
    | if\syou\s(?:no\slonger\s(?:wish|want)|do\snot\s(?:wish|want))\sto\sreceive\b.{0,200}
    | (?:view|read|open)\sthis\s(?:e-?mail|message|newsletter)\s(?:in|online)\b.{0,80}
    | sie\serhalten\sdiese\s?[nrs]?\s(?:e-?mail|nachricht|newsletter)\b.{0,240}
    | (?:newsletter\s)?(?:abbestellen|abmelden)\b.{0,120}|wenn\ssie\skeine\s(?:weiteren\s)?(?:e-?mails|nachrichten)\b.{0,200}
    | vous\srecevez\sce(?:t|tte)?\s(?:e-?mail|message|courriel|lettre)\b.{0,240}|se\sdésabonner\b.{0,120}
    | (?:usted\s)?recibe(?:s)?\seste\s(?:correo|mensaje|boletín)\b.{0,240}|darse\sde\sbaja\b.{0,120}
    | (?:شما\s)?این\s(?:پیام|ایمیل|خبرنامه)\sرا\s(?:به\sاین\sدلیل\s)?دریافت\s.{0,200}|لغو\sاشتراک\b.{0,80}
    | (?:notes?\sto\seditors?|media\s(?:contact|enquiries|inquiries)|press\scontact|pressekontakt|contact\spresse)\s?[::].{0,160}
    | [#]{3}|-?\s?30\s?-|[-–—]?\s?(?:ends|ende|fin)\s?[-–—]
    """,
    re.I | re.X,
)
_FIRST_APPEARED: Final = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        r"the post (?P<title>.+) (?:appeared first|first appeared) on (?P<source>.+?)\.?",
        r"(?:der|dieser) beitrag (?P<title>.+) (?:erschien zuerst|ist zuerst erschienen) (?:auf|bei) (?P<source>.+?)\.?",
        r"(?:cet |l['’])article (?P<title>.+) est apparu en premier sur (?P<source>.+?)\.?",
        r"la entrada (?P<title>.+) (?:se publicó primero|aparece primero) en (?P<source>.+?)\.?",
        r"نوشته (?P<title>.+) اولین بار در (?P<source>.+?) (?:پدیدار|منتشر) شد\.?",
        r"(?:from|von|de|aus) (?P<source>.+?) (?:via|über|par|por) .{0,20}\b(?:rss|atom|feed)\b.{0,10}",
        r"(?:this (?:article|post|piece|essay) (?:was )?)?(?:originally|first) (?:published|appeared)"
        r" (?:at|in|on|by) (?P<source>[^.]{2,60})\.?",
    )
)
_READING_TIME: Final = re.compile(
    r"""(?:est(?:imated|\.)?\s)?(?:reading\stime|read\stime|lesezeit|lesedauer|temps\sde\slecture
        |tiempo\sde\slectura|زمان\sمطالعه)\s*[::]?\s*(?:ca\.?\s)?[\d۰-۹]+\s?(?:min\w*\.?|m|دقیقه)
      | [\d۰-۹]+[\s-](?:min(?:s|utes?)?\.?)[\s-](?:read|listen|watch)|[\d۰-۹]+\s(?:min(?:uten?)?)\.?\s(?:lesezeit|lesedauer)
      | [\d۰-۹]+\sminutes?\sde\slecture|[\d۰-۹]+\sminutos?\sde\slectura|[\d۰-۹]+\sدقیقه(?:\sمطالعه)?""",
    re.I | re.X,
)


def line_about(line: str) -> About | None:
    """Say what a line is that is not part of the text, or None if it may be.

    ``line`` comes without white space around it. A few microseconds for a short line, nothing for one
    that is longer than ``MAX_LINE``.
    """
    if not line or len(line) > MAX_LINE:
        return None
    if len(line) <= 120 and _PHRASES.fullmatch(line):
        return About(Role.BOILERPLATE)
    if _SENT.fullmatch(line):
        return About(Role.BOILERPLATE)
    if len(line) <= 60 and _READING_TIME.fullmatch(line):
        return About(Role.METADATA)
    for pattern in _FIRST_APPEARED:
        match = pattern.fullmatch(line)
        if match:
            named = match.groupdict()
            return About(Role.BOILERPLATE, named.get("title") or "", named.get("source") or "")
    return None
