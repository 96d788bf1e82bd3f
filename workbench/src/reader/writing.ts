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

/** Saves what is in the form: a new statement, a change, or a corrected suggestion. */
export function save(reading: Reading, draft: Draft): void {
  const before = reading.statements.get(draft.statement);
  const suggestion = reading.suggestions.get(reading.correcting);
  remember(draft.type, cleaned(draft.values));
  if (suggestion) decide(reading, suggestion, "edit", draft.values);
  else if (before) change(reading, before, draft);
  else add(reading, draft);
  reading.form = null;
  reading.correcting = "";
  reading.unfinished.drop();
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
  const values = { ...valuesOf(suggestion), ...corrected };
  const statement = newId();
  const changed = verdict === "edit" ? differing(suggestion, values) : {};
  const act: Command = {
    kind: "decide", id: newId(), suggestion: suggestion.id, verdict, values: changed, fresh: codebook.fresh(Object.values(changed)),
    ...(verdict === "accept" || verdict === "edit" ? { statement } : {}),
  };
  reading.dropSuggestion(suggestion.id);
  const { id: _id, document, version, start, stop, type, score } = { ...suggestion };
  if (act["statement"]) {
    const draft = { statement, type, start, stop, values, note: "" };
    reading.put(expected(draft, { id: statement, document, version, coder: session.coder, score }));
    reading.show({ kind: "statement", id: statement });
  }
  reading.said = { accept: words.reader.suggestion.accepted, edit: words.reader.suggestion.accepted, reject: words.reader.suggestion.rejected, skip: words.reader.suggestion.skipped }[verdict];
  reading.underway.set(suggestion.id, 1); // until the answer, it is not to come back
  const over = () => reading.underway.delete(suggestion.id);
  deliver(reading, statement, act, () => {
    over();
    if (act["statement"]) reading.drop(statement);
  }, over);
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
  const id = act["statement"] as string;
  reading.put(expected(draft, { id, document: document.id, version: document.version, coder: session.coder }));
  reading.choose(null);
  reading.show({ kind: "statement", id });
  if (reading.page) reading.page.caret = draft.stop;
  reading.said = words.reader.coded(draft.type);
  deliver(reading, id, act, () => reading.drop(id));
}

function change(reading: Reading, before: StatementOut, draft: Draft): void {
  const act = editAct(draft.seen ?? before, draft, codebook.fresh(Object.values(draft.values)));
  if (!act) return;
  reading.put(applied(before, act["now"] as Change));
  reading.choose(null);
  reading.show({ kind: "statement", id: before.id });
  reading.said = words.reader.coded(draft.type);
  deliver(reading, before.id, act, () => reading.put(before));
}

function back(reading: Reading, row: StatementOut): void {
  reading.put(row);
  const act = { kind: "trash", id: newId(), table: "statement", ids: [row.id], back: true };
  deliver(reading, row.id, act, () => reading.drop(row.id));
}

/** Sends an act; what was shown for it is put right when the server knows better or refuses. */
function deliver(reading: Reading, id: string, act: Command, undone: () => void, done: () => void = () => {}): void {
  reading.underway.set(id, (reading.underway.get(id) ?? 0) + 1);
  const over = () => {
    const left = (reading.underway.get(id) ?? 1) - 1;
    if (left > 0) reading.underway.set(id, left);
    else reading.underway.delete(id);
  };
  send(act).then(
    (answer) => {
      over();
      done();
      settle(reading, id, answer);
    },
    (fault: unknown) => {
      over();
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

