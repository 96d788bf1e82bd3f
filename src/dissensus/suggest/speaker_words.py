"""Which words and marks show who speaks? Roles, pronouns, bodies, and the patterns of names and appositions"""

from __future__ import annotations

import re
from typing import Final

from dissensus.suggest.cues import word_set

__all__ = [
    "AFTER",
    "ANAPHORS_GROUP",
    "ANAPHORS_PERSON",
    "APPOSITION",
    "AS_A",
    "BEFORE",
    "DESCRIBES",
    "FILLERS",
    "FIRST_PERSON",
    "GOVERNING",
    "IDENTIFIES",
    "LINKS",
    "MOST_APPOSITION",
    "OF",
    "OFFICE",
    "OPENERS",
    "ORGANIZATION",
    "PREPOSITIONS",
    "QUOTES",
    "RELATIVE",
    "RELATIVE_END",
    "ROLES",
    "ROLE_GAP",
    "UNNAMED",
]

FILLERS: Final = word_set(
    "has have had also later then again repeatedly recently once often long already just still now even always"
    " earlier further previously today yesterday tomorrow simply too himself herself itself themselves will would"
    " does do did can could may might must should not never monday tuesday wednesday thursday friday saturday"
    " sunday is are was were be been being remain remains remained don't doesn't didn't won't cannot"
    " hat haben hatte hatten auch erneut zuvor gestern heute wird würde nicht نیز هم همچنین دیروز امروز"
)
ROLES: Final = word_set(
    "leader leaders spokesman spokeswoman spokesperson spokespeople chairman chairwoman chair chairperson head"
    " minister president director commander official officials secretary representative representatives member"
    " members delegate delegation ambassador envoy founder chief boss manager candidate lawyer adviser advisor"
    " economist researcher researchers author deputy mayor governor senator lawmaker councillor councilor"
    " executive premier chancellor negotiator negotiators analyst analysts expert experts report survey study"
    " statement manifesto board committee sprecher sprecherin vorsitzende vorsitzender vorsitzenden chef chefin"
    " präsident präsidentin ministerin سخنگوی رئیس رییس دبیرکل وزیر مدیر عضو نماینده"
)
ANAPHORS_PERSON: Final = word_set(
    "he she er sie او وی ایشان minister president spokesman spokeswoman spokesperson chairman chairwoman director"
    " commander mayor governor senator chancellor premier secretary ambassador councillor founder ministerin"
)
ANAPHORS_GROUP: Final = word_set(
    "it they party union ministry government group organization organisation association company movement council"
    " commission institute bank committee federation alliance coalition partei regierung ministerium verband"
)
UNNAMED: Final = word_set(
    "critics opponents supporters proponents experts analysts observers officials others many some people residents"
    " economists researchers activists protesters sources politicians lawmakers commentators everyone nobody one"
    " historians scholars skeptics sceptics advocates readers locals farmers workers students kritiker experten"
    " beobachter gegner befürworter منتقدان کارشناسان"
)
ORGANIZATION: Final = word_set(
    "union party ministry council association institute bank committee board agency group federation government"
    " authority commission university court company corporation foundation league movement front alliance office"
    " department center centre parliament senate congress club chamber society network initiative coalition bureau"
    " partei ministerium verband gewerkschaft rat bank regierung"
)
FIRST_PERSON: Final = word_set("i we ich wir من ما")
LINKS: Final = word_set("of for from at in at with with der des von für vom zur zum")
PREPOSITIONS: Final = word_set(
    "in at on during after before from with for of to through via under speaking amid"
)
GOVERNING: Final = PREPOSITIONS | word_set("به از با در برای بر mit von bei zu für gegen")
OPENERS: Final = word_set(
    "the a an but and in on at for as when while if so yet although though after before since because however"
    " then there this that these those his her its their our my now today still even both also not no one nor or"
    " according what why how where who since last"
)
NAME: Final = r"(?:[^\W\d_a-zß-ÿ][\w’'\-]*\w|[^\W\d_a-zß-ÿ]\.)"
NAMES: Final = rf"{NAME}(?:\s(?:(?:of|for|and|de|van|von|al|bin|ibn)\s(?:the\s)?)?{NAME}){{0,6}}"
BEFORE: Final = re.compile(rf"(?:^|(?<=[\s“\"„«(]))({NAMES})$")
AFTER: Final = re.compile(rf"\s*((?:[a-z][\w’'\-]*\s){{0,4}}?)({NAMES})")
APPOSITION: Final = re.compile(r"\s*,\s*((?:an?|the|who|der|die|das|ein|eine)?\s?[^,;:\n]{3,90}),")
ROLE_GAP: Final = re.compile(
    r"\s(?:its|their|his|her|the|an?)\s(?:[\w\-]+\s){0,3}[\w\-]+,\s", re.IGNORECASE
)
DESCRIBES: Final = re.compile(
    r"\s*,?\s(?:(?:an?|the|is|are|was|were|has|have|had|been|remain\w*|who|which|as|among|one|also|long|always)\s"
    r"|\w+ed\s|(?:gives?|gave)\s)(?:[\w'’\-]+\s){0,10}"
)
OFFICE: Final = re.compile(r",\s(?:the\s|an?\s)?(?:\w+\s)?(\w+)\s(?:of|at)\s(?:the\s)?")
OF: Final = re.compile(r"(\w+)\s(?:of|at)\s(?:the\s)?$")
RELATIVE: Final = re.compile(r"\s?,\s(?:who|which)\s")
RELATIVE_END: Final = re.compile(
    r",\s(?:who|which)\s(?:is|are|was|were|has been|had been)\s(?:\w+\s)?$"
)
AS_A: Final = re.compile(r"(?:\s[\w\-]+){0,12}\sas an?\s(?:[\w\-]+\s){1,3}")
IDENTIFIES: Final = re.compile(
    r"[”\"]?\s(?:is|are|was|were|has been|have been|had been|remains)\s(?:[a-z]+\s){0,2}"
)
QUOTES: Final = re.compile('[“”„«»"]')
MOST_APPOSITION: Final = 110
