"""``dissensus review``: decide about suggestions, one key each, or by a recorded policy"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Final

import typer

from dissensus.cli import keys, options
from dissensus.cli.output import console, plural, print_json, say
from dissensus.cli.suggest import MinScore, Types
from dissensus.cli.suggest import accept as say_accepted

if TYPE_CHECKING:
    from dissensus.model.codebook import Codebook
    from dissensus.model.document import Document
    from dissensus.model.suggestion import Suggestion
    from dissensus.model.value import Value
    from dissensus.project import Project

__all__ = ["review"]

_KEYS: Final = "[a]ccept  [e]dit  [r]eject  [s]kip  [u]ndo  [q]uit"


def review(
    location: options.Location,
    accept: Annotated[
        bool,
        typer.Option("--accept", help="Accept what scores well, unseen, as a recorded policy."),
    ] = False,
    min_score: MinScore = 0.6,
    types: Types = None,
    skipped: Annotated[
        bool, typer.Option("--skipped", help="Show what was skipped before, too.")
    ] = False,
    coder: options.Coder = None,
    as_json: options.Json = False,
) -> None:
    """Go through the suggestions, quotation by quotation. Stop any time; it goes on from there."""
    with options.opened(location, coder=coder) as project:
        if accept:
            accepted = project.accept(min_score=min_score, statement_types=types or ())
            if as_json:
                print_json({"accepted": accepted, "states": dict(project.queue_counts())})
            else:
                say_accepted(accepted, min_score)
            return
        queue = project.queue(statement_types=types or (), skipped=skipped)
        if as_json:
            print_json([_content(s) for s in queue])
            return
        if not queue:
            say("Nothing waits for a decision.")
            return
        _Session(project, queue).run()


@dataclass(slots=True)
class _Session:
    project: Project
    queue: list[Suggestion]
    done: list[int] = field(default_factory=list)  # places in the queue, for undo
    document: Document | None = None
    codebook: Codebook | None = None

    def run(self) -> None:
        at = 0
        while 0 <= at < len(self.queue):
            self.show(at)
            key = keys.press()
            if key in ("", "q"):
                break
            at = self.act(key, at)
        left = len(self.queue) - len(self.done)
        say(f"{plural(len(self.done), 'decision')}; {left:,} of this round still wait.")

    def act(self, key: str, at: int) -> int:
        """Do what a key means; returns which suggestion comes next."""
        from dissensus.errors import DissensusError
        from dissensus.model.suggestion import Verdict

        verdicts = {"a": Verdict.ACCEPT, "r": Verdict.REJECT, "s": Verdict.SKIP}
        suggestion = self.queue[at]
        try:
            if key in verdicts:
                self.project.review(suggestion, verdicts[key])
            elif key == "e":
                corrections = self.ask(suggestion)
                if corrections is None:
                    return at
                self.project.review(suggestion, Verdict.EDIT, **corrections)
            elif key == "u":
                return self.undo(at)
            else:
                say(_KEYS)
                return at
        except DissensusError as error:
            say(str(error), style="bold")
            return at
        self.done.append(at)
        return at + 1

    def undo(self, at: int) -> int:
        if not self.done:
            say("Nothing was decided in this round; `dissensus undo` goes further back.")
            return at
        say(f"Undone: {self.project.undo()}.")
        return self.done.pop()

    def ask(self, suggestion: Suggestion) -> dict[str, Value] | None:
        """Ask for each value; Enter keeps it, "-" empties it."""
        self.codebook = self.codebook or self.project.codebook
        statement_type = self.codebook.statement_type(suggestion.statement_type)
        corrections: dict[str, Value] = {}
        say('Enter keeps a value, "-" empties it, Tab completes a name.')
        for variable in statement_type.variables:
            now = suggestion.values.get(variable.name)
            names = tuple(e.name for e in self.codebook.of_kind(variable.entities))
            while True:
                typed = keys.line(f"  {variable.name} [{_shown(now)}]: ", names)
                if typed is None:
                    return None
                if not typed.strip():
                    break
                try:
                    corrections[variable.name] = (
                        None if typed.strip() == "-" else variable.checked(typed)
                    )
                    break
                except ValueError as error:
                    say(f"  {error}")
        return corrections

    def show(self, at: int) -> None:
        """Show one suggestion: where, the words in their context, the values, the reasons."""
        from rich.padding import Padding
        from rich.text import Text

        from dissensus.trace import neighbors

        suggestion = self.queue[at]
        if self.document is None or self.document.id != suggestion.document_id:
            self.document = self.project.document(suggestion.document_id)
        document = self.document
        before, after = neighbors(document, suggestion.span)
        out = console()
        out.print()
        out.rule(
            f"{at + 1} of {len(self.queue)} · {suggestion.statement_type} · {suggestion.score:.2f}"
        )
        where = [document.title, document.source, str(document.date or "no date")]
        out.print(" · ".join(w for w in where if w), style="dim")
        quotation = Text(f"{before} " if before else "", style="dim")
        quotation.append(suggestion.quotation, style="bold not dim")
        quotation.append(f" {after}" if after else "", style="dim")
        out.print(Padding(quotation, (1, 2)), soft_wrap=False)
        if suggestion.voices:
            voices = " → ".join(f"{v.name} ({v.kind.value})" for v in suggestion.voices)
            out.print(f"  voices: {voices}")
        for name, value in suggestion.values.items():
            out.print(f"  {name}: {_shown(value)}")
        for reason in suggestion.evidence.reasons:
            out.print(f"  because {reason}", style="dim")
        out.print(_KEYS)


def _shown(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _content(suggestion: Suggestion) -> dict[str, object]:
    return {
        "id": suggestion.id,
        "document": suggestion.document_id,
        "start": suggestion.span.start,
        "stop": suggestion.span.stop,
        "quotation": suggestion.quotation,
        "type": suggestion.statement_type,
        "values": dict(suggestion.values),
        "voices": [[v.name, v.kind.value] for v in suggestion.voices],
        "score": suggestion.score,
        "suggester": suggestion.evidence.suggester,
        "reasons": list(suggestion.evidence.reasons),
    }
