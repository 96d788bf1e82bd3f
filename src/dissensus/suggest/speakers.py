"""Who is the subject of this cue? ``Speakers`` looks beside the cue word and remembers who spoke before"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from dissensus.model.span import Span
from dissensus.suggest.names import Mention
from dissensus.suggest.speaker import Speaker
from dissensus.suggest.speaker_words import (
    AFTER,
    ANAPHORS_GROUP,
    ANAPHORS_PERSON,
    APPOSITION,
    AS_A,
    BEFORE,
    DESCRIBES,
    FILLERS,
    FIRST_PERSON,
    GOVERNING,
    IDENTIFIES,
    LINKS,
    MOST_APPOSITION,
    OF,
    OFFICE,
    OPENERS,
    ORGANIZATION,
    PREPOSITIONS,
    QUOTES,
    RELATIVE,
    RELATIVE_END,
    ROLE_GAP,
    ROLES,
    UNNAMED,
)
from dissensus.suggest.surface import Sentence

__all__ = ["Speakers"]


class Speakers:
    """Finds the subject of a cue in one document, sentence after sentence.

    Without a parser: the name must stand right beside the cue, but for auxiliaries, adverbs, an
    apposition or a prepositional phrase. Cost: O(words beside the cue).
    """

    def __init__(self, text: str, *, language: str = "en") -> None:
        self._text = text
        self._language = language
        self._person: Speaker | Mention | None = None
        self._group: Speaker | Mention | None = None
        self._groups: dict[str, Mention] = {}  # by name, the latest last
        self._full_names: dict[str, Speaker] = {}
        self._offices: dict[
            tuple[str, str], Speaker
        ] = {}  # ("director", "Delta Trust") -> who it is

    def passed(self, sentence: Sentence) -> None:
        """Remember who a sentence named, for the pronouns of the next one."""
        person = group = None
        for mention in sentence.mentions:
            if mention.person:
                person = person or mention
            else:
                group = group or mention
                self._groups.pop(mention.name, None)
                self._groups[mention.name] = mention
        for one, other in pairwise(sentence.mentions):
            gap = self._text[one.span.stop : other.span.start]
            if one.person and not other.person and (office := OFFICE.fullmatch(gap)):
                who = replace(Speaker.of(one, score=0.85), organization=other.name, span=None)
                self._offices[office[1].casefold(), other.name] = who
        self._person = person or self._person
        self._group = group or self._group

    def remember(self, speaker: Speaker) -> None:
        """Remember who spoke last."""
        if speaker.person:
            self._person = speaker
            self._full_names[speaker.person.split()[-1]] = speaker
        elif speaker.organization:
            self._group = speaker

    def before(self, sentence: Sentence, word: int) -> list[Speaker]:
        """Return who stands as the subject before the word of that index."""
        text, words = self._text, sentence.words
        k = word
        while k and (
            words[k - 1] in FILLERS or (words[k - 1].endswith("ly") and len(words[k - 1]) > 4)
        ):
            k -= 1
        if not k:
            return []
        head = sentence.span.start + len(text[sentence.span.start : sentence.starts[k]].rstrip())
        closing = text[head - 1 : head]
        apposition, at, starts = "", head, sentence.starts[k]
        if closing in ",،)—–":
            opening = {")": "("}.get(closing, closing)
            at = text.rfind(opening, max(sentence.span.start, head - MOST_APPOSITION), head - 1)
            if at < 0:
                return []
            apposition = text[at + 1 : head - 1]
            if QUOTES.search(apposition):
                return []
            head = at - (
                len(text[:at]) - len(text[:at].rstrip()) if text[at - 1 : at] == " " else 0
            )
        found = self._ending_at(sentence, head, apposition)
        if apposition and not found:  # "Its director, X, said"
            inside = [m for m in sentence.mentions if at < m.span.start and m.span.stop <= starts]
            found = [Speaker.of(m) for m in inside if m.person][:1]
        return (
            found
            or ([] if apposition else self._further_left(sentence, k))
            or self.leading(sentence, k)
        )

    def after(self, sentence: Sentence, word: int) -> list[Speaker]:
        """Return who stands right after the word before that index ("said X", "according to X")."""
        if word >= len(sentence.words):
            return []
        text = self._text
        begin = sentence.stops[word - 1]
        if re.match(r"\s*[.,;:!?]", text[begin : begin + 3]):
            return []
        first = sentence.words[word]
        if first in FIRST_PERSON:
            return []
        for mention in sentence.mentions:
            if mention.span.start < begin:
                continue
            gap = text[begin : mention.span.start]
            if ROLE_GAP.fullmatch(gap) and set(gap.lower().replace(",", "").split()) & ROLES:
                return [Speaker.of(mention)]  # "said its president, X"
            if len(gap.split()) > 5 or re.search(r"[,;:.!?“”\"]|\b(?:that|dass|and|که)\b", gap):
                break
            known = self._holder_of(gap, mention)
            if known:
                return [known]
            speaker = Speaker.of(mention)
            following = APPOSITION.match(text, mention.span.stop, sentence.span.stop)
            return [self._with_group(speaker, sentence, following[1] if following else gap)]
        found = self._anaphor(first) or (
            self._anaphor(sentence.words[word + 1])
            if first in ("the", "der", "die", "das") and word + 1 < len(sentence.words)
            else None
        )
        if found:
            return [found]
        named = AFTER.match(text, begin, sentence.span.stop)
        if named and self._language != "fa":
            new = self._new(named[2], Span(named.start(2), named.end(2)))
            if new:
                following = APPOSITION.match(text, named.end(), sentence.span.stop)
                return [self._with_group(new, sentence, following[1] if following else named[1])]
        unnamed = next((w for w in sentence.words[word : word + 4] if w in UNNAMED), "")
        return [Speaker(unnamed, score=0.5)] if unnamed else []

    def first(self, sentence: Sentence) -> list[Speaker]:
        """Return the first actor of the sentence, who is most often its subject."""
        return [Speaker.of(sentence.mentions[0], score=0.7)] if sentence.mentions else []

    def described(self, sentence: Sentence, word: int) -> list[Speaker]:
        """Return whom the words at that index describe: "X, a critic of", "X was opposed to", "X voiced support for"."""
        for mention in sentence.mentions:
            if mention.span.stop > sentence.starts[word]:
                break
            gap = self._text[mention.span.stop : sentence.starts[word]]
            if not DESCRIBES.fullmatch(gap) or re.search(r"[;:.!?“”\"]", gap):
                continue
            i = sentence.word_at(mention.span.start)
            if i and sentence.words[i - 1] in PREPOSITIONS and not RELATIVE.match(gap):
                continue
            return [Speaker.of(mention, score=0.85)]
        first = sentence.mentions[0] if sentence.mentions else None
        lead = sentence.text[: sentence.starts[word] - sentence.span.start]
        if first and sentence.word_at(first.span.start) <= 1 and RELATIVE_END.search(lead):
            return [
                Speaker.of(first, score=0.75)
            ]  # "X, once respected in the valley, which was against"
        before = [m for m in sentence.mentions if m.span.stop <= sentence.starts[word]]
        if before and AS_A.fullmatch(self._text, before[-1].span.stop, sentence.starts[word]):
            return [
                Speaker.of(before[-1], score=0.75)
            ]  # "gave X a chance to rise as a force opposed to"
        known = self._opening(sentence)
        return [known] if known and word <= 4 and (known.person or known.organization) else []

    def identified(self, sentence: Sentence, word: int) -> list[Speaker]:
        """Return whom the words before that index turn out to be: "the first opponent of the toll was X"."""
        for mention in sentence.mentions:
            if mention.span.start < sentence.stops[word - 1]:
                continue
            gap = self._text[sentence.stops[word - 1] : mention.span.start]
            return [Speaker.of(mention, score=0.85)] if IDENTIFIES.fullmatch(gap) else []
        return []

    def possessor(self, sentence: Sentence, word: int) -> list[Speaker]:
        """Return whose the word of that index is: "X's claim", "the claim of X" is not read."""
        for mention in reversed(sentence.mentions):
            if mention.span.stop <= sentence.starts[word]:
                gap = self._text[mention.span.stop : sentence.starts[word]]
                if re.fullmatch(r"['’]s?\s(?:[a-z\-]+\s){0,2}", gap):
                    return [self._with_group(Speaker.of(mention, score=0.9), sentence, "")]
                break
        return []

    def _holder_of(self, office: str, mention: Mention) -> Speaker | None:
        """Return who "the director of" an organization is, if an apposition has told before."""
        found = OF.search(office)
        who = self._offices.get((found[1].casefold(), mention.name)) if found else None
        reason = f"{found[1]} of {mention.name}" if found else ""
        return replace(who, reason=reason) if who else None

    def _ending_at(self, sentence: Sentence, head: int, apposition: str) -> list[Speaker]:
        """Read the noun phrase that ends at ``head``."""
        text, start = self._text, sentence.span.start
        if text[head - 2 : head] in ("'s", "’s"):
            return []  # an owner, no subject
        for place, mention in enumerate(sentence.mentions):
            if mention.span.stop == head:
                return self._of_mention(sentence, place, apposition)
        i = sentence.word_at(head) - 1
        if i < 0 or sentence.stops[i] != head:
            return []
        word = sentence.words[i]
        if word in FIRST_PERSON:
            return [Speaker("", score=0.0)]
        before = next(
            (m for m in reversed(sentence.mentions) if m.span.stop <= sentence.starts[i]), None
        )
        if word in ROLES and before:
            gap = text[before.span.stop : sentence.starts[i]]
            if re.fullmatch(r"(?:['’]s?)?\s(?:[\w\-]+\s){0,2}", gap):
                return [Speaker.of(before, score=0.85, reason=f"{before.name}'s {word}")]
        if word in UNNAMED:
            return [Speaker(word, score=0.5)]
        adjoining = i > 0 and sentence.starts[i] - sentence.stops[i - 1] == 1
        governed = adjoining and sentence.words[i - 1] in GOVERNING
        known = None if governed else self._anaphor(word)
        if known and (
            word in ("he", "she", "it", "they", "er", "sie", "او", "وی", "ایشان")
            or (i and sentence.words[i - 1] in ("the", "der", "die", "das"))
        ):
            return [known]
        if self._language == "fa":
            return []
        named = BEFORE.search(text[start:head])
        if named:
            name = named[1]
            at = start + named.start(1)
            new = self._new(name, Span(at, head))
            return [self._with_group(new, sentence, apposition)] if new else []
        return []

    def _of_mention(self, sentence: Sentence, place: int, apposition: str) -> list[Speaker]:
        text = self._text
        mention = sentence.mentions[place]
        i = sentence.word_at(mention.span.start)
        left = i - 1
        while left >= 0 and sentence.words[left] in ("the", "der", "die", "das", "den", "dem"):
            left -= 1
        if left > 0 and sentence.words[left] in LINKS and not mention.person:
            owner = sentence.words[left - 1]
            holder = next(
                (m for m in sentence.mentions if m.span.stop == sentence.stops[left - 1]), None
            )
            if holder:
                return [self._with_group(Speaker.of(holder), sentence, mention.name)]
            known = self._holder_of(f"{owner} of ", mention)
            if known:
                return [known]
            if owner in ROLES:
                return [Speaker.of(mention, score=0.9, reason=f"{owner} of {mention.name}")]
            if owner in UNNAMED or sentence.words[left] in ("in", "at", "from", "with"):
                return [Speaker(f"{owner} {sentence.words[left]} {mention.name}", score=0.5)]
        speakers = [self._with_group(Speaker.of(mention), sentence, apposition)]
        while place:
            other = sentence.mentions[place - 1]
            gap = text[other.span.stop : sentence.mentions[place].span.start]
            if not re.fullmatch(r"\s*,?\s*(?:and|und|و|,)\s*(?:the\s)?", gap):
                break
            if gap.strip() == "," and len(speakers) == 1:
                break  # an apposition, not a list
            place -= 1
            speakers.insert(0, Speaker.of(other))
        return speakers

    def _further_left(self, sentence: Sentence, k: int) -> list[Speaker]:
        """Reach over a prepositional phrase or a first predicate: "X in a speech said", "X came and said"."""
        text, stop = self._text, sentence.starts[k]
        for mention in sentence.mentions if self._language == "fa" else reversed(sentence.mentions):
            if mention.span.stop >= stop:
                continue
            gap = text[mention.span.stop : stop]
            words = gap.lower().split()
            if len(words) > 12 or re.search(r"[;:!?“”\"«»]|\.\s", gap):
                continue
            i = sentence.word_at(mention.span.start)
            governed = (
                i > 0
                and sentence.words[i - 1] in PREPOSITIONS | {"the"}
                and (
                    sentence.words[i - 1] != "the"
                    or (i > 1 and sentence.words[i - 2] in PREPOSITIONS)
                )
            )
            if governed or not words:
                continue
            if self._language == "fa":
                return [Speaker.of(mention, score=0.8)]
            if words[0] in PREPOSITIONS and len(words) <= 8 and "," not in gap:
                return [Speaker.of(mention, score=0.75)]
            if sentence.words[k - 1] in ("and", "but", "und") and not set(words) & {
                "that",
                "which",
                "if",
                "because",
            }:
                return [Speaker.of(mention, score=0.8)]
        return []

    def leading(self, sentence: Sentence, word: int) -> list[Speaker]:
        """Return who begins the sentence, as the subject of a later predicate: "X did this and said ..."."""
        if not word or sentence.words[word - 1] not in ("and", "but", "und", "aber", "or", "then"):
            return []
        first = next((m for m in sentence.mentions if sentence.word_at(m.span.start) <= 3), None)
        if first is not None:
            i = sentence.word_at(first.span.start)
            lead = sentence.words[:i]
            if not set(lead) & PREPOSITIONS and sentence.word_at(first.span.stop) <= word:
                return self._of_mention(sentence, sentence.mentions.index(first), "")[:1]
            return []
        known = self._opening(sentence)
        return [replace(known, score=known.score * 0.9)] if known else []

    def _opening(self, sentence: Sentence) -> Speaker | None:
        """Return whom the pronoun or the noun that begins a sentence stands for: "she", "the minister"."""
        words = sentence.words
        place = 1 if words[0] in ("the", "der", "die", "das") and len(words) > 1 else 0
        return self._anaphor(words[place])

    def _anaphor(self, word: str) -> Speaker | None:
        for words, known in ((ANAPHORS_PERSON, self._person), (ANAPHORS_GROUP, self._group)):
            if word in words:
                if words is ANAPHORS_GROUP and word not in ("it", "they"):
                    # "the bank" is the one whose name says so, not whoever was named last.
                    named = [
                        m
                        for m in self._groups.values()
                        if any(word in w.casefold().split() for w in m.entity.wordings)
                    ]
                    known = Speaker.of(named[-1]) if named else None
                if known is None:
                    return Speaker(word, score=0.4)
                if isinstance(known, Mention):
                    known = Speaker.of(known)
                return replace(
                    known, span=None, score=0.6, reason=f"{word!r} taken for {known.name}"
                )
        return None

    def _with_group(self, speaker: Speaker, sentence: Sentence, apposition: str) -> Speaker:
        if not speaker.person or not apposition:
            return speaker
        for mention in sentence.mentions:
            if not mention.person and mention.span.of(self._text) in apposition:
                if speaker.organization and speaker.organization != mention.name:
                    return speaker
                return replace(speaker, organization=mention.name)
        return speaker

    def _new(self, name: str, span: Span) -> Speaker | None:
        """Take a name the codebook does not know; a lone surname only after the full name."""
        parts = name.split()
        while parts and parts[0].casefold().rstrip(".") in OPENERS:
            parts = parts[1:]
        if not parts:
            return None
        name = " ".join(parts)
        if name.casefold() in FIRST_PERSON:
            return Speaker("", score=0.0)
        folded = {part.casefold() for part in parts}
        if folded & UNNAMED and len(parts) == 1:
            return Speaker(name, score=0.5)
        if folded & ORGANIZATION and len(parts) > 1:
            return Speaker(name, organization=name, span=span, score=0.7, reason="new name")
        if len(parts) == 1:
            known = self._full_names.get(parts[0])
            return replace(known, score=0.8, span=span) if known else Speaker(name, score=0.4)
        if folded & OPENERS or len(parts) > 4 or {"of", "for", "and"} & folded:
            return Speaker(name, score=0.4)
        if self._language == "de" and parts[0].casefold() in ROLES:
            parts = parts[1:]
            name = " ".join(parts)
        return Speaker(name, person=name, span=span, score=0.7, reason="new name")
