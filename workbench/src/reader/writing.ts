/** How does what a coder does reach the text and the history? At once on the page, then in order to the server. */

import { codebook } from "../api/codebook.svelte.ts";
import { newId, send } from "../api/outbox.ts";
import { session } from "../api/session.svelte.ts";
import type { Command, Done, StatementOut, Values } from "../api/wire.ts";
import { toast } from "../ui/toast.svelte.ts";
import { words } from "../words/index.ts";
import { applied, cleaned, codeAct, editAct, expected, known, type Change, type Draft } from "./coding.ts";
import type { Reading } from "./reading.svelte.ts";
import { remember } from "./recent.ts";
import type { SuggestionOut } from "./shapes.ts";

/**
 * Saves what is in the form: a new statement, a change, or a corrected suggestion. What changes something that is
 * gone becomes a new statement.
 */
export function save(reading: Reading, draft: Draft): void {
  const before = reading.statements.get(draft.statement);
  const suggestion = draft.suggestion && reading.suggestions.get(draft.suggestion);
  if (suggestion) decide(reading, suggestion, "edit", draft.values);
  else if (before) change(reading, before, draft);
  else add(reading, draft.seen ? { ...draft, statement: newId() } : draft);
  remember(draft.type, cleaned(draft.values));
  reading.form = null;
  reading.unfinished.drop(draft.statement);
}

export function remove(reading: Reading, row: StatementOut): void {
  reading.drop(row.id);
  const act = { kind: "trash", id: newId(), table: "statement", ids: [row.id], back: false };
  deliver(reading, row.id, act, () => reading.put(row));
  toast.say(words.reader.removed, { action: { label: words.reader.takeBack, act: () => back(reading, row) } });
}

/** Decides on a suggestion; accepted or corrected, it is a statement at once. */
export function decide(
  reading: Reading,
  suggestion: SuggestionOut,
  verdict: "accept" | "edit" | "reject" | "skip",
  corrected: Values = {},
): void {
  const taken = verdict === "accept" || verdict === "edit";
  const values = taken ? { ...valuesOf(suggestion), ...corrected } : {};
  const statement = newId();
  const changed = verdict === "edit" ? differing(suggestion, values) : {};
  const act: Command = {
    kind: "decide", id: newId(), suggestion: suggestion.id, verdict, values: changed, fresh: codebook.fresh(Object.values(changed)),
    ...(taken ? { statement } : {}),
  };
  reading.dropSuggestion(suggestion.id);
  if (taken) {
    reading.put({ ...asStatement(suggestion, values), id: statement });
    reading.show({ kind: "statement", id: statement });
  }
  const said = words.reader.suggestion;
  reading.said = { accept: said.accepted, edit: said.accepted, reject: said.rejected, skip: said.skipped }[verdict];
  reading.underway.begin(suggestion.id); // until the answer, it is not to come back
  const over = () => reading.decided(suggestion.id, act.id);
  deliver(reading, statement, act, () => {
    over();
    if (taken) reading.drop(statement);
  }, over);
}

/** The statement that a suggestion becomes with these values. */
export function asStatement(suggestion: SuggestionOut, values: Values): StatementOut {
  const { id, document, version, score, type, start, stop } = suggestion;
  return expected({ statement: id, type, start, stop, values, note: "" }, { id, document, version, coder: session.coder, score });
}

/** A suggestion's values as the form takes them: identities for names, new names proposed. */
export function valuesOf(suggestion: SuggestionOut): Values {
  const type = codebook.type(suggestion.type);
  const values: Values = { ...suggestion.values };
  for (const variable of type?.variables ?? []) {
    const name = values[variable.name];
    if (variable.data_type !== "entity" || typeof name !== "string" || name === "") continue;
    values[variable.name] = suggestion.entities[variable.name] ?? codebook.propose(variable.entities, name);
  }
  return values;
}

function differing(suggestion: SuggestionOut, values: Values): Values {
  const before = valuesOf(suggestion);
  const names = Object.keys(values).filter((name) => (values[name] ?? null) !== (before[name] ?? null));
  return Object.fromEntries(names.map((name) => [name, values[name] ?? null]));
}

function add(reading: Reading, draft: Draft): void {
  const { document } = reading;
  if (!document) return;
  const act = codeAct(draft, document.id, document.version, codebook.fresh(Object.values(draft.values)));
  const id = draft.statement;
  deliver(reading, id, act, () => reading.drop(id)); // first: it is stored while the page is painted
  reading.put(expected(draft, { id, document: document.id, version: document.version, coder: session.coder }));
  reading.choose(null);
  reading.show({ kind: "statement", id });
  if (reading.page) reading.page.caret = draft.stop;
  reading.said = words.reader.coded(draft.type);
}

function change(reading: Reading, before: StatementOut, draft: Draft): void {
  const act = editAct(draft.seen ?? before, draft, codebook.fresh(Object.values(draft.values)));
  if (!act) return;
  deliver(reading, before.id, act, () => reading.put(before));
  reading.put(applied(before, act["now"] as Change));
  reading.choose(null);
  reading.show({ kind: "statement", id: before.id });
  reading.said = words.reader.coded(draft.type);
}

function back(reading: Reading, row: StatementOut): void {
  reading.put(row);
  const act = { kind: "trash", id: newId(), table: "statement", ids: [row.id], back: true };
  deliver(reading, row.id, act, () => reading.drop(row.id));
}

/** Sends an act; what was shown for it is put right when the server knows better or refuses. */
function deliver(reading: Reading, id: string, act: Command, undone: () => void, done: () => void = () => {}): void {
  reading.underway.begin(id);
  send(act).then(
    (answer) => {
      settle(reading, id, answer);
      reading.ended(id, act.id);
      done();
    },
    (fault: unknown) => {
      reading.underway.end(id, act.id);
      undone();
      if (!reading.underway.has(id)) void reading.again().catch(() => {});
      toast.say(words.reader.notSaved(fault instanceof Error ? fault.message : String(fault)), { kind: "wrong" });
    },
  );
}

/** The server knew some of the new names under other identities. */
function settle(reading: Reading, id: string, done: Done): void {
  const row = reading.statements.get(id);
  if (!row || Object.keys(done.known).length === 0) return;
  reading.put({ ...row, values: known(row.values, done.known) });
}

