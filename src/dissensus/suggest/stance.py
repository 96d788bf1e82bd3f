"""For or against? ``Stances`` weighs the words around a concept in its sentence"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dissensus.model.span import Span
from dissensus.suggest.concepts import ConceptHit
from dissensus.suggest.cues import Cues, Hit, word_set
from dissensus.suggest.negation import (
    CONNECTIVES,
    NEGATORS,
    PARENTHETICAL,
    doubly_denied,
    negated,
    negators_in,
    parted,
)
from dissensus.suggest.surface import Quoted, Sentence, clauses

__all__ = ["Stance", "Stances"]


_DEMANDS: Final = word_set("must should muss soll باید")
_DEMANDING: Final = _DEMANDS | word_set(
    "only exclusively need needs needed necessary have has shall ought without unless sollen müssen nur تنها"
)
# "It is necessary to ...", "the need to ...": whoever speaks takes the side.
_EXPLETIVE: Final = word_set(
    "it es necessary need necessity duty task important vital crucial essential nötig notwendig"
)
_BE: Final = word_set("is are was were be been being")
_CONDITIONALS: Final = word_set("if unless whether wenn falls ob اگر")
_FINITE: Final = word_set("is are was were has have had will would ist sind war waren hat است بود")
_PARTICIPLES: Final = ("ed", "en", "ilt", "ept", "ought", "awn")
_MODALS: Final = word_set("must should will would has have to shall can cannot may could never")
_LINKS: Final = word_set(
    "to the a an of for its his her their our any all every further new such these those this that plans plan"
    " proposal proposals attempt attempts effort efforts idea calls move steps decision right immediate is be zu"
    " den die das der dem"
)
_REACH: Final = 12
_THEME_REACH: Final = 5
_PREDICATE_REACH: Final = 12
_LOOSE: Final = 8  # words over which a claim may be scattered and still be read as asserted
_STRENGTH: Final = {
    "verb": 0.95,
    "noun": 0.85,
    "holder": 0.85,
    "side": 0.85,
    "frame": 0.9,
    "value": 0.75,
    "trait": 0.7,
    "fate": 0.85,
    "modal": 0.7,
    "effect": 0.6,
    "far": 0.5,
}
_PREDICATES: Final = ("value", "fate", "modal", "effect")


@dataclass(frozen=True, slots=True)
class Stance:
    """What the words around a concept say: ``sign``, how sure, why, and the cue whose subject says it.

    ``subject`` is the index of the word whose subject takes the side; None where the speaker of the
    sentence does. ``finite`` says that the cue needs a subject of its own.
    """

    sign: int
    score: float
    reason: str
    subject: int | None = None
    finite: bool = False
    described: bool = False  # the cue describes its holder: "X, a critic of the toll"
    side: bool = (
        False  # "against the toll": the speaker's own side, unless somebody else is described
    )
    agent: int | None = None  # "rejected by ...": the word after "by"
    kind: str = ""  # of the cue, where something is said of the concept


class Stances:
    """Finds stance by words that govern a concept, predicates after it, and distancing. Cost: O(words)."""

    def __init__(self) -> None:
        self._cues = Cues("stance.tsv")

    def of(
        self, sentence: Sentence, hit: ConceptHit, *, language: str, quoted: Quoted | None
    ) -> Stance | None:
        """Return the stance towards the concept of ``hit``; None where the words show none."""
        cues = [
            c
            for c in self._cues.find(sentence, language=language)
            if not (
                hit.first <= c.first < hit.stop and (hit.stop - hit.first > 1 or c.stop <= hit.stop)
            )
        ]
        clause = _clause_of(sentence, hit)
        return (
            _framed(sentence, hit, cues, clause)
            or _governed(sentence, hit, cues, clause)
            or _predicated(sentence, hit, cues, clause, language)
            or _indispensable(sentence, hit)
            or _characterized(sentence, hit, cues)
            or _compared(sentence, hit)
            or _attributed(sentence, hit, cues)
            or _asserted(sentence, hit, language)
            or _distanced(sentence, hit, cues, quoted)
        )


def _clause_of(sentence: Sentence, hit: ConceptHit) -> tuple[int, int]:
    """Return the first and the last-but-one word of the clause in which the concept stands."""
    at = sentence.starts[hit.first]
    for clause in clauses(sentence):
        if clause.start <= at < clause.stop:
            return sentence.word_at(clause.start), max(hit.stop, sentence.word_at(clause.stop))
    return 0, len(sentence.words)


def _framed(
    sentence: Sentence, hit: ConceptHit, cues: list[Hit], clause: tuple[int, int]
) -> Stance | None:
    """Read "called the toll a mistake" and its kin, also with the concept first ("the toll he called ...")."""
    least, most = clause
    for frame in reversed([c for c in cues if c.cue.kind == "frame"]):
        if not (least <= frame.first < most) or abs(frame.first - hit.first) > _REACH + 3:
            continue
        after = max(frame.stop, hit.stop)
        before = min(frame.first, hit.first)
        if frame.first < hit.first and hit.first - frame.stop > 4:
            continue
        value = next(
            (c for c in cues if c.cue.kind == "value" and after <= c.first <= after + 6), None
        )
        if value is None or value.first >= most + 1:
            continue
        no = negated(sentence, value.first, after)
        sign = -value.cue.sign if no else value.cue.sign
        reason = f"{frame.words!r} … {no + ' ' if no else ''}{value.words!r}"
        return Stance(
            sign, _STRENGTH["frame"], reason, subject=frame.first, finite=before == frame.first
        )
    return None


def _governed(
    sentence: Sentence, hit: ConceptHit, cues: list[Hit], clause: tuple[int, int]
) -> Stance | None:
    """Multiply the signs of the words that govern the concept: "opposed plans to abolish the toll"."""
    least, _ = clause
    before = [
        c
        for c in cues
        if (c.cue.kind in ("verb", "noun", "side", "holder") or _demands(c, hit))
        and least <= c.first
        and c.stop <= hit.first
    ]
    if not before:
        return None
    chain: list[Hit] = []
    edge = hit.first
    for cue in reversed(before):
        between = sentence.words[cue.stop : edge]
        if cue.words.endswith("ing") and between[:1] == ("of",):
            return None  # "the signing of ..." tells an event
        if _FINITE & set(between):
            return None  # the concept belongs to another predicate: "the fight against A is vital for B"
        if not chain:
            close = len(between) <= (_THEME_REACH if hit.theme else _REACH) and not (
                parted(sentence, cue.stop - 1, edge) and not _listed(between)
            )
            if not close:
                return None
        elif not set(between) <= _LINKS or parted(sentence, cue.stop - 1, edge):
            break
        chain.append(cue)
        edge = cue.first
    sign, score, reasons = 1, 1.0, []
    for cue in chain:
        no = negated(sentence, cue.first, least)
        if cue is chain[0] and cue.cue.sign < 0 and _turned(sentence.words[cue.stop : hit.first]):
            no = "for, not"  # "against X and for Y"
        sign *= -cue.cue.sign if no else cue.cue.sign
        score *= _STRENGTH[cue.cue.kind] * (0.9 if no else 1.0)
        score *= 0.7 if no and cue.cue.sign < 0 else 1.0
        reasons.append(f"{no} {cue.words}" if no else cue.words)
    outer = chain[-1]
    score *= 1.0 - 0.03 * max(0, hit.first - chain[0].stop - 2)
    reason = " … ".join(repr(r) for r in reversed(reasons)) + " before it"
    two_before = set(sentence.words[max(least, outer.first - 2) : outer.first])
    if outer.cue.kind == "verb" and outer.words.endswith(("ed", "en")) and two_before & _BE:
        return None  # a passive: its subject is not who takes the side
    by = sentence.words[outer.stop : outer.stop + 1] == ("by",) and outer.words.endswith("ed")
    if outer.cue.kind == "verb" and by:  # "a resolution proposed by X"
        return Stance(sign, score, reason, agent=outer.stop + 1)
    infinitive = outer.first > least and sentence.words[outer.first - 1] in ("to", "zu")
    subject: int | None = outer.first
    if infinitive:
        expletive = _EXPLETIVE & set(sentence.words[max(least, outer.first - 4) : outer.first])
        subject = None if expletive else max(least, outer.first - 2)
        finite = not expletive
    else:
        finite = outer.cue.kind in ("verb", "modal") and not outer.words.split()[0].endswith("ing")
    if outer.cue.kind == "noun" and (later := _predicated(sentence, hit, cues, clause, "en")):
        sign, score = sign * later.sign, score * 0.8
        reason += f", {later.reason}"
    described = outer.cue.kind in ("holder", "noun", "side") and not reason.endswith("said of it")
    return Stance(
        sign,
        score,
        reason,
        subject=subject,
        finite=finite,
        described=described,
        side=outer.cue.kind == "side",
    )


def _demands(cue: Hit, hit: ConceptHit) -> bool:
    """Say whether a modal governs a wording that begins with a verb: "we have to build the line"."""
    return cue.cue.kind == "modal" and hit.verb and 0 <= hit.first - cue.stop <= 1


def _turned(between: tuple[str, ...]) -> bool:
    """Say whether words between a cue and a concept turn to the other side: "and for the"."""
    at = next((i for i, w in enumerate(between) if w in CONNECTIVES), len(between))
    return between[at + 1 : at + 2] in (("for",), ("für",)) and len(between) - at <= 4


def _listed(between: tuple[str, ...]) -> bool:
    return bool(between) and (between[-1] in CONNECTIVES or bool(CONNECTIVES & set(between[-3:])))


def _predicated(
    sentence: Sentence, hit: ConceptHit, cues: list[Hit], clause: tuple[int, int], language: str
) -> Stance | None:
    """Read what is said of the concept after it: "the toll is a mistake", "... was rejected by X"."""
    least, most = clause
    if _CONDITIONALS & set(sentence.words[least : hit.first]):
        return None
    begin = _after_aside(sentence, hit.stop)
    following = [c for c in cues if begin <= c.first < min(most, hit.stop + _PREDICATE_REACH)]
    best: tuple[Hit, int, str] | None = None
    for cue in following:
        if parted(sentence, hit.stop - 1, cue.first) and cue.first > hit.stop:
            break
        no = negated(sentence, cue.first, hit.stop)
        after = sentence.words[cue.stop : cue.stop + 1]
        if not no and cue.cue.kind == "modal" and negators_in(sentence, cue.stop, cue.stop + 1):
            no = after[0]  # "must not ...", but not "must not only ..."
        if cue.words == "right" and sentence.words[cue.first - 1] in ("a", "the", "no"):
            continue
        bare = not cue.words.startswith(("be ", "stay"))
        if (
            cue.cue.kind == "fate"
            and bare
            and not _MODALS & set(sentence.words[max(0, cue.first - 2) : cue.first])
        ):
            continue  # "will work", but not "the work"
        if cue.cue.kind in _PREDICATES:
            sign = -cue.cue.sign if no else cue.cue.sign
            if best is None or best[0].cue.kind == "modal":
                best = (cue, sign, no)
        elif cue.cue.kind == "verb" and language == "fa":  # the verb comes last
            sign = -cue.cue.sign if no else cue.cue.sign
            return Stance(sign, 0.85, f"{cue.words!r} after it", subject=cue.first, finite=True)
        elif cue.cue.kind == "verb" and language == "de" and cue.first == hit.stop:
            sign = -cue.cue.sign if no else cue.cue.sign  # "Das Referendum lehnt X ab"
            return Stance(sign, 0.85, f"{cue.words!r} after it", agent=cue.stop)
        elif cue.cue.kind == "verb":
            passive = (
                cue.words.endswith(_PARTICIPLES) and set(sentence.words[hit.stop : cue.first]) & _BE
            )
            if passive:
                sign = -cue.cue.sign if no else cue.cue.sign
                agent = cue.stop + 1 if sentence.words[cue.stop : cue.stop + 1] == ("by",) else None
                return Stance(
                    sign, 0.85, f"{(no + ' ') if no else ''}{cue.words!r} after it", agent=agent
                )
            break
    if best is None:
        return None
    cue, sign, no = best
    if hit.first > least and sentence.words[hit.first - 1] in ("neither", "no", "nor", "kein"):
        sign, no = -sign, sentence.words[hit.first - 1]
    if cue.cue.kind == "value" and language != "fa" and not _copula(sentence, hit.stop, cue.first):
        return None
    if {"without", "ohne"} & set(sentence.words[max(least, hit.first - 2) : hit.first]):
        sign, no = -sign, "without it"  # "a line without the toll would be a mistake"
    reason = f"{(no + ' ') if no else ''}{cue.words!r} said of it"
    return Stance(sign, _STRENGTH[cue.cue.kind], reason, kind=cue.cue.kind)


def _after_aside(sentence: Sentence, stop: int) -> int:
    """Return the word from which the sentence goes on after ", backed by all its neighbors,"."""
    base = sentence.span.start
    aside = PARENTHETICAL.match(sentence.text, sentence.stops[stop - 1] - base)
    return sentence.word_at(base + aside.end()) if aside else stop


def _attributed(sentence: Sentence, hit: ConceptHit, cues: list[Hit]) -> Stance | None:
    """Read an adjective before the concept that judges it: "crushing sanctions", "generous compensation"."""
    near = [
        c for c in cues if c.cue.kind == "value" and c.stop == hit.first and c.stop - c.first == 1
    ]
    if not near or negated(sentence, near[-1].first, 0):
        return None
    return Stance(near[-1].cue.sign, 0.55, f"{near[-1].words!r} before it")


def _indispensable(sentence: Sentence, hit: ConceptHit) -> Stance | None:
    """Read "unthinkable without the toll" as agreement with it."""
    near = set(sentence.words[max(0, hit.first - 3) : hit.first])
    if not near & {"without", "ohne"} or not doubly_denied(sentence.words):
        return None
    return Stance(1, 0.75, "nothing goes without it")


def _characterized(sentence: Sentence, hit: ConceptHit, cues: list[Hit]) -> Stance | None:
    """Read a judgment before the concept: "the failure of the toll", "the mistake was the toll"."""
    for cue in reversed(cues):
        between = sentence.words[cue.stop : hit.first]
        if cue.stop > hit.first or len(between) > _THEME_REACH:
            continue
        inverted = cue.cue.kind == "value" and len(between) in (1, 2) and between[0] in _BE
        if not inverted and cue.cue.kind != "trait":
            continue
        if parted(sentence, cue.stop - 1, hit.first) or (not inverted and _FINITE & set(between)):
            continue
        no = negated(sentence, cue.first, max(0, cue.first - 4))
        sign = -cue.cue.sign if no else cue.cue.sign
        reason = f"{cue.words!r} said of it"
        return Stance(sign, _STRENGTH[cue.cue.kind], reason, kind=cue.cue.kind)
    return None


def _compared(sentence: Sentence, hit: ConceptHit) -> Stance | None:
    """Read "more realistic than the toll", with a word of praise, as a judgment against the toll."""
    words = sentence.words
    at = next((i for i in range(hit.first - 1, max(0, hit.first - 4), -1) if words[i] == "than"), 0)
    if at < 2 or words[at - 2] not in ("more", "less", "mehr", "weniger"):
        return None
    if not words[at - 1].endswith(_PRAISING):
        return None
    sign = 1 if words[at - 2] in ("less", "weniger") else -1
    return Stance(sign, 0.6, f"{' '.join(words[at - 2 : at + 1])!r} before it")


# Endings of adjectives that praise: "realistic", "desirable", "useful", "effective", "urgent" do not all count.
_PRAISING: Final = ("istic", "able", "ible", "ful", "tive", "cial", "cient")

_COPULAS: Final = word_set(
    "is are was were be been being would will seem seems seemed appear appears appeared means remain remains remained becomes became means meant isn't aren't"
    " wasn't has had proved as ist sind war waren wäre sei bleibt wird است بود نیست"
)


def _copula(sentence: Sentence, first: int, stop: int) -> bool:
    return stop - first < 1 or bool(_COPULAS & set(sentence.words[first:stop]))


def _asserted(sentence: Sentence, hit: ConceptHit, language: str) -> Stance | None:
    """Take a wording that is a whole claim as agreement with it, unless a negation reaches it."""
    if not hit.proposition or sentence.text.rstrip('*_ ”"').endswith("?"):
        return None
    least = max(0, hit.first - 4)
    inside = NEGATORS & set(sentence.words[hit.first : hit.stop])
    if language != "en" and not hit.negated and NEGATORS & set(sentence.words):
        return None  # where the negation may stand far off, nothing is asserted
    if hit.how.startswith("words of"):
        demands = _DEMANDS & set(hit.concept.name.casefold().split())
        if hit.stop - hit.first > _LOOSE or (demands and not _DEMANDING & set(sentence.words)):
            return None
    if not hit.negated and NEGATORS & set(sentence.words[hit.stop : hit.stop + 3]):
        return None  # "the jobs are not ..." says something else
    if doubly_denied(sentence.words):
        return Stance(1, 0.6, "asserted: nothing without it")
    no = "" if hit.negated else negated(sentence, hit.first, least) or next(iter(inside), "")
    return Stance(-1 if no else 1, 0.6, f"denied with {no!r}" if no else "asserted")


def _distanced(
    sentence: Sentence, hit: ConceptHit, cues: list[Hit], quoted: Quoted | None
) -> Stance | None:
    far = next((c for c in cues if c.cue.kind == "far" and 0 <= hit.first - c.stop <= 2), None)
    if far:
        return Stance(-1, _STRENGTH["far"], f"held at arm's length by {far.words!r}")
    at = Span(sentence.starts[hit.first], sentence.stops[hit.stop - 1])
    term = quoted.inner.start - sentence.span.start if quoted else 0
    named = sentence.text[term : term + 1].isupper()  # “Bridge Act” is a title, “reform” a sneer
    if quoted and not quoted.speech and quoted.span.contains(at) and not named:
        return Stance(-1, 0.4, "held at arm's length by quotation marks")
    return None
