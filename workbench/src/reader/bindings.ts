/** Which key does what in the reader? `bindReader` */

import { codebook } from "../api/codebook.svelte.ts";
import type { Unit } from "../text/segments.ts";
import { keys, type Binding } from "../ui/keys.ts";
import { words } from "../words/index.ts";
import { sameActor } from "./moving.ts";
import type { Reading } from "./reading.svelte.ts";
import { correct, goTo, openForm, verdict } from "./steps.ts";
import { remove } from "./writing.ts";

const does = words.reader.keys;

/** Binds the keys of an open text; returns how to unbind them. */
export function bindReader(reading: Reading, act: { find: () => void; hit: (forward: boolean) => void; page: () => void }): () => void {
  const free = () => reading.form === null;
  const inText = () => free() && [reading.page?.root, document.body].includes(document.activeElement as HTMLElement);
  const chosen = () => free() && reading.chosen !== null;
  const statement = () => (reading.shown?.kind === "statement" ? reading.statements.get(reading.shown.id) : undefined);
  const onStatement = () => free() && statement() !== undefined;
  const onSuggestion = () => free() && reading.shown?.kind === "suggestion";

  const moving = units(reading).map((binding) => ({ ...binding, when: inText }));
  const unbind = [
    keys.bind(
      does.selecting,
      ...moving,
      { key: "e", does: does.grow, when: chosen, act: () => grow(reading, true) },
      { key: "w", does: does.shrink, when: chosen, act: () => grow(reading, false) },
    ),
    keys.bind(
      does.scope,
      { key: "c", does: does.code, when: free, act: () => openForm(reading) },
      { key: "=", does: does.repeat, when: free, act: () => openForm(reading, { again: true }) },
      ...codebook.types.slice(0, 9).map((type, at) => ({
        key: String(at + 1), does: does.type(type.name), when: free, act: () => openForm(reading, { type }),
      })),
      { key: "n", does: does.next, when: free, act: () => goTo(reading, "statement", true) },
      { key: "p", does: does.previous, when: free, act: () => goTo(reading, "statement", false) },
      { key: "N", does: does.nextSuggestion, when: free, act: () => goTo(reading, "suggestion", true) },
      { key: "P", does: does.previousSuggestion, when: free, act: () => goTo(reading, "suggestion", false) },
      {
        key: "A", does: does.actor, when: onStatement,
        act: () => {
          const row = statement();
          if (row) goTo(reading, "statement", true, sameActor(codebook.types, reading.statements.all, row));
        },
      },
      {
        key: "Enter", does: does.enter, when: () => (onStatement() || onSuggestion()) && onPage(),
        act: () => (onSuggestion() ? verdict(reading, "accept") : openForm(reading, { edit: true })),
      },
      {
        key: "Delete", does: does.remove, when: onStatement,
        act: () => {
          const row = statement();
          if (row) remove(reading, row);
        },
      },
      { key: "a", does: does.accept, when: onSuggestion, act: () => verdict(reading, "accept") },
      {
        key: "e", does: does.correct, when: () => onSuggestion() && !reading.chosen,
        act: () => {
          if (reading.shown) correct(reading, reading.shown.id);
        },
      },
      { key: "r", does: does.reject, when: onSuggestion, act: () => verdict(reading, "reject") },
      { key: "s", does: does.skip, when: onSuggestion, act: () => verdict(reading, "skip") },
      { key: "o", does: does.outline, when: free, act: () => toggle(reading, "outline") },
      { key: "f", does: does.find, when: free, act: act.find },
      { key: "F3", does: does.hit, inFields: true, act: () => act.hit(true) },
      { key: "Shift+F3", does: does.hitBack, inFields: true, act: () => act.hit(false) },
      { key: "G", does: does.page, when: () => free() && (reading.document?.pages.length ?? 0) > 0, act: act.page },
      { key: "l", does: does.layers, when: free, act: () => toggle(reading, "layers") },
      { key: "i", does: does.about, when: free, act: () => toggle(reading, "about") },
      { key: "Escape", does: does.escape, when: free, act: () => leave(reading) },
    ),
  ];
  return () => unbind.forEach((stop) => stop());
}

/** Opens a panel, or closes it if it is in sight. */
export function toggle(reading: Reading, panel: NonNullable<Reading["panel"]>): void {
  const seen = reading.panel === panel && !reading.shown && reading.several.length === 0;
  reading.panel = seen ? null : panel;
  if (reading.panel) reading.show(null);
}

function units(reading: Reading): Binding[] {
  const steps: [string, string, Unit, string, boolean][] = [
    ["", "Arrow", "word", does.word, true],
    ["", "Arrow", "sentence", does.sentence, false],
    ["Ctrl+", "Arrow", "clause", does.clause, true],
    ["Ctrl+", "Arrow", "paragraph", does.paragraph, false],
  ];
  return steps.flatMap(([modifier, arrow, unit, said, sideways]) => {
    const [back, on] = sideways ? ["Left", "Right"] : ["Up", "Down"];
    return [back, on].flatMap((direction, at) => [
      { key: `${modifier}${arrow}${direction}`, does: said, act: () => step(reading, unit, at === 1, sideways, false) },
      { key: `${modifier}Shift+${arrow}${direction}`, does: unit === "word" ? does.extend : "", act: () => step(reading, unit, at === 1, sideways, true) },
    ]);
  });
}

function step(reading: Reading, unit: Unit, right: boolean, sideways: boolean, extend: boolean): void {
  // In a text that runs from right to left, the arrow to the left goes on.
  const forward = sideways && reading.document?.direction === "rtl" ? !right : right;
  const fresh = reading.chosen === null;
  const cursor = reading.cursorAt(reading.page?.caret ?? 0);
  if (!cursor) return;
  const word = cursor.span;
  const span = fresh && !extend && unit === "word" ? word : cursor.move(unit, forward, extend);
  reading.choose(span);
  reading.page?.follow(span, forward);
}

function grow(reading: Reading, larger: boolean): void {
  const cursor = reading.cursorAt(0);
  if (cursor) reading.choose(larger ? cursor.grow() : cursor.shrink());
}

function leave(reading: Reading): void {
  if (reading.shown || reading.several.length) reading.show(null);
  else if (reading.panel) reading.panel = null;
  else reading.choose(null);
}

/** The keyboard is on the text, its gutter or nowhere: Enter is not meant for another button. */
function onPage(): boolean {
  const focused = document.activeElement;
  return focused === null || focused === document.body || focused.closest("[data-page]") !== null;
}
