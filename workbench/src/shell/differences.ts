/** What did the project not take? `differences` between two versions, what was `typed`, `mine` once more */

import { newId } from "../api/outbox.ts";
import type { Refused } from "../api/outbox.ts";
import type { Command, Fresh } from "../api/wire.ts";

export interface Difference {
  field: string;
  before: unknown;
  mine: unknown;
  theirs: unknown;
}

type Row = Record<string, unknown>;

/** Is this a change that somebody else's change stands against, both of which can be shown? */
export function isConflict(refused: Refused): boolean {
  return refused.status === 409 && refused.theirs !== null && seen(refused) !== null;
}

/** Return, field by field, what was seen, what was wanted and what is there; values are fields, too. */
export function differences(refused: Refused): Difference[] {
  const was = flat(seen(refused));
  const now = flat(refused.command["now"] ?? refused.command);
  const theirs = flat(refused.theirs);
  return Object.keys(was).map((field) => ({
    field, before: was[field], mine: worded(now[field], refused.command["fresh"]), theirs: theirs[field],
  }));
}

/** Return what somebody typed in a change that nothing stands against but a no. */
export function typed({ command }: Refused): [field: string, value: unknown][] {
  const { kind, values, now, note, body, fresh } = command;
  const said = kind === "note" ? { body } : { ...flat(now), ...flat({ values }), note };
  return Object.entries(said)
    .filter(([, value]) => value !== undefined && value !== null && value !== "")
    .map(([field, value]) => [field, worded(value, fresh)]);
}

/** Return the act again under a new name, made upon what is there now. */
export function mine(refused: Refused): Command {
  const command: Command = { ...refused.command, id: newId() };
  const was = seen(refused);
  if (isConflict(refused) && was) {
    const there = picked(refused.theirs ?? {}, was);
    command["was"] = isRow(refused.command["was"]) ? there : (there["body"] ?? "");
  }
  return command;
}

/** The fields that were to change as they were seen; of a note, it is the words alone that are told. */
function seen({ command: { kind, was } }: Refused): Row | null {
  if (kind === "note") return { body: was };
  return isRow(was) ? was : null;
}

/** A name that came along with the act is known by nothing but the act itself. */
function worded(value: unknown, fresh: unknown): unknown {
  return (Array.isArray(fresh) ? (fresh as Fresh[]) : []).find(({ id }) => id === value)?.name ?? value;
}

function picked(from: Row, like: Row): Row {
  return Object.fromEntries(
    Object.entries(like).map(([field, value]) => {
      const there = from[field];
      return [field, isRow(value) && isRow(there) ? picked(there, value) : (there ?? null)];
    }),
  );
}

function flat(value: unknown): Row {
  if (!isRow(value)) return {};
  const { values, ...rest } = value;
  return isRow(values) ? { ...values, ...rest } : rest;
}

function isRow(value: unknown): value is Row {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
