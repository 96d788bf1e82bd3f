/** What does the form make of what was typed? Drafts of statements, and the acts they become. */

import { newId } from "../api/outbox.ts";
import type { Command, Fresh, Scalar, StatementOut, TypeOut, Values } from "../api/wire.ts";
import type { Span } from "../text/offsets.ts";

/** A statement as it stands in the form; a new one has its identity from the beginning. */
export interface Draft extends Span {
  statement: string;
  type: string;
  values: Values;
  note: string;
  /** What was there when the form was opened: what is changed from, whatever others do. A new one has none. */
  seen?: StatementOut;
  /** The suggestion that it corrects. */
  suggestion?: string;
}

export function blank(type: TypeOut, span: Span): Draft {
  return { statement: newId(), type: type.name, start: span.start, stop: span.stop, values: {}, note: "" };
}

export function drafted(statement: StatementOut): Draft {
  const { id, type, start, stop, values, note } = statement;
  return { statement: id, type, start, stop, values: { ...values }, note, seen: statement };
}

/** The values of the last statement of this type that its variables still take. */
export function repeated(type: TypeOut, last: Values | null): Values {
  if (!last) return {};
  return Object.fromEntries(type.variables.flatMap(({ name }) => (present(last[name]) ? [[name, last[name] as Scalar]] : [])));
}

/** The variable that says where the speaker stands: the first yes-or-no one. */
export function stanceOf(type: TypeOut | undefined): string | null {
  return type?.variables.find((variable) => variable.data_type === "boolean")?.name ?? null;
}

/** The same with the other stance; without a stance so far, agreement. */
export function flipped(type: TypeOut, values: Values): Values {
  const stance = stanceOf(type);
  return stance === null ? values : { ...values, [stance]: values[stance] !== true };
}

/** What carries over when another type is chosen: variables of the same name and kind. */
export function retyped(draft: Draft, from: TypeOut, to: TypeOut): Draft {
  const values: Values = {};
  for (const variable of to.variables) {
    const before = from.variables.find((one) => one.name === variable.name);
    if (before?.data_type !== variable.data_type || before.entities !== variable.entities) continue;
    if (present(draft.values[variable.name])) values[variable.name] = draft.values[variable.name] as Scalar;
  }
  return { ...draft, type: to.name, values };
}

/** Nothing that anybody would miss. */
export function isEmpty(draft: Draft): boolean {
  return draft.note.trim() === "" && !Object.values(draft.values).some(present);
}

/** The act that codes a new statement; the browser gives it its identity. */
export function codeAct(draft: Draft, document: string, version: number, fresh: Fresh[]): Command {
  return {
    kind: "code", id: newId(), statement: draft.statement, document, version,
    start: draft.start, stop: draft.stop, type: draft.type, values: cleaned(draft.values), fresh, note: draft.note,
  };
}

export interface Change {
  values?: Values;
  note?: string;
  start?: number;
  stop?: number;
  type?: string;
}

/** What differs between a statement and its draft, as it was and as it shall be; null if nothing does. */
export function difference(before: StatementOut, draft: Draft): { was: Change; now: Change } | null {
  const was: Change = {};
  const now: Change = {};
  if (before.type !== draft.type) {
    was.type = before.type;
    now.type = draft.type;
  }
  for (const key of ["note", "start", "stop"] as const) {
    if (before[key] === draft[key]) continue;
    Object.assign(was, { [key]: before[key] });
    Object.assign(now, { [key]: draft[key] });
  }
  const names = new Set([...Object.keys(before.values), ...Object.keys(draft.values)]);
  for (const name of names) {
    const old = shown(before.values[name]);
    const fresh = shown(draft.values[name]);
    if (old === fresh) continue;
    (was.values ??= {})[name] = old;
    (now.values ??= {})[name] = fresh;
  }
  return Object.keys(now).length ? { was, now } : null;
}

export function editAct(before: StatementOut, draft: Draft, fresh: Fresh[]): Command | null {
  const changed = difference(before, draft);
  return changed && { kind: "edit", id: newId(), statement: before.id, ...changed, fresh };
}

/** A statement with a change on it. */
export function applied(row: StatementOut, now: Change): StatementOut {
  return { ...row, ...now, values: cleaned({ ...row.values, ...now.values }) };
}

/** The statement as it will be once the server has it. */
export function expected(draft: Draft, known: Pick<StatementOut, "id" | "document" | "version" | "coder"> & Partial<StatementOut>): StatementOut {
  return {
    created: new Date().toISOString(), flag: "", reviewed: true, score: null,
    ...known,
    type: draft.type, start: draft.start, stop: draft.stop, values: cleaned(draft.values), note: draft.note,
  };
}

/** Values in which the browser's identities give way to those the server had already. */
export function known(values: Values, instead: Record<string, string>): Values {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === "string" ? (instead[value] ?? value) : value]),
  );
}

export function cleaned(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => present(value)));
}

function present(value: Scalar | undefined): boolean {
  return value !== undefined && value !== null && value !== "";
}

function shown(value: Scalar | undefined): Scalar {
  return present(value) ? (value as Scalar) : null;
}
