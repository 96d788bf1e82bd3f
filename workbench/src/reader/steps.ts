/** What does one key or one press do? Steps that several places of the reader share. */

import { codebook } from "../api/codebook.svelte.ts";
import type { StatementOut, TypeOut, Values } from "../api/wire.ts";
import type { Span } from "../text/offsets.ts";
import { toast } from "../ui/toast.svelte.ts";
import { words } from "../words/index.ts";
import { blank, drafted, repeated, type Draft } from "./coding.ts";
import { TOP } from "./layers.ts";
import { following } from "./moving.ts";
import type { Reading, Shown } from "./reading.svelte.ts";
import { recent } from "./recent.ts";
import { asStatement, decide, valuesOf } from "./writing.ts";

/** Opens the form: for the chosen words, or (`edit`) for the statement that is shown. */
export function openForm(reading: Reading, { type, again = false, edit = false }: { type?: TypeOut; again?: boolean; edit?: boolean } = {}): void {
  const shown = reading.shown?.kind === "statement" ? reading.statements.get(reading.shown.id) : undefined;
  if (edit && shown) {
    reading.form = goneOnWith(reading, (one) => one.statement === shown.id) ?? drafted(shown);
    return;
  }
  const span = reading.chosen;
  const first = type ?? codebook.type(lastType) ?? codebook.types[0];
  if (!span || !first) {
    toast.say(words.reader.nothingChosen);
    return;
  }
  const begun = again || type ? null : goneOnWith(reading, (one) => !one.seen && one.start === span.start && one.stop === span.stop);
  reading.show(null);
  reading.form = begun ?? { ...blank(first, span), values: again ? lastValues(first) : {} };
  lastType = reading.form.type;
}

/** Opens the form with a suggestion's values, to correct them. */
export function correct(reading: Reading, id: string): void {
  const suggestion = reading.suggestions.get(id);
  if (!suggestion) return;
  const fresh = drafted(asStatement(suggestion, valuesOf(suggestion)));
  reading.form = goneOnWith(reading, (one) => one.suggestion === id) ?? { ...fresh, suggestion: id };
}

/** Goes on with a statement that was begun and left. */
export function resume(reading: Reading, { statement, seen }: Draft): void {
  const draft = reading.unfinished.resumed(statement, reading.text);
  if (!draft) {
    toast.say(words.reader.wordsGone);
    return;
  }
  reading.choose({ start: draft.start, stop: draft.stop }, { jump: true });
  if (seen && reading.statements.get(statement)) reading.show({ kind: "statement", id: statement });
  reading.form = draft;
}

/** A draft that was left and means the same. */
function goneOnWith(reading: Reading, same: (draft: Draft) => boolean): Draft | null {
  const left = reading.unfinished.all.findLast(same);
  return left ? reading.unfinished.resumed(left.statement, reading.text) : null;
}

/** The values of the last statement of a type, as far as the codebook still has them. */
export function lastValues(type: TypeOut): Values {
  const values = repeated(type, recent(type.name));
  for (const variable of type.variables) {
    const value = values[variable.name];
    if (variable.data_type === "entity" && !codebook.entity(String(value))) delete values[variable.name];
  }
  return values;
}

/** The type a new statement begins with: the one that was used last. */
let lastType = "";
export function used(type: string): void {
  lastType = type;
}

/** Shows the next (or previous) statement or suggestion and brings it into sight. */
export function goTo(reading: Reading, kind: Shown["kind"], forward: boolean, among?: readonly StatementOut[]): void {
  const went = () => {
    const rows = among ?? (kind === "statement" ? reading.statements.all : reading.suggestions.all);
    const id = reading.shown?.kind === kind ? reading.shown.id : undefined;
    const offset = (reading.shown && reading.spanOf(reading.shown)?.start) ?? reading.chosen?.start ?? reading.page?.top() ?? 0;
    const next = following<{ id: string; start: number; stop: number }>(rows, id === undefined ? { offset } : { id, offset }, forward);
    if (next) reading.show({ kind, id: next.id }, true);
    return next !== null;
  };
  if (went()) return;
  // The text is there before what is coded in it.
  void reading.coded.catch(() => {}).then(() => { if (!went()) toast.say(words.reader.noNext); });
}

/** Shows what stands at an offset: one thing at once, several as a list, nothing for none. */
export function press(reading: Reading, offset: number | null): void {
  const footnote = offset === null ? undefined : reading.notes.find(({ mark }) => mark.start <= offset && offset < mark.stop);
  if (footnote) return visit(reading, footnote.note);
  const found: Shown[] = offset === null ? [] : [
    ...reading.statements.at(offset).map(({ id }) => ({ kind: "statement" as const, id })),
    ...reading.suggestions.at(offset).map(({ id }) => ({ kind: "suggestion" as const, id })),
  ];
  reading.show(found.length === 1 ? (found[0] as Shown) : null);
  if (found.length > 1) reading.several = found;
}

/** Goes to a footnote or back to its mark, and shows it. */
export function visit(reading: Reading, span: Span): void {
  if (!reading.form) reading.choose(null);
  reading.show(null);
  if (!reading.page) return;
  reading.page.jump(span);
  reading.page.caret = span.start;
  reading.page.paint.fill("shown", [{ id: "shown", start: span.start, stop: span.stop }], TOP.shown);
  reading.page.root.focus({ preventScroll: true });
}

/** Decides on the suggestion that is shown. */
export function verdict(reading: Reading, how: "accept" | "reject" | "skip"): void {
  const suggestion = reading.shown?.kind === "suggestion" ? reading.suggestions.get(reading.shown.id) : undefined;
  if (!suggestion) return;
  decide(reading, suggestion, how);
}
