/** Where does the next one stand? `following`, `sameActor` */

import type { StatementOut, TypeOut } from "../api/wire.ts";
import { lastAtMost } from "../text/offsets.ts";
import type { Placed } from "../text/intervals.ts";

/**
 * The next (or previous) of `rows`, which are in reading order, seen from the one that is shown or, where
 * none is, from an offset. At the end it goes on from the beginning.
 */
export function following<T extends Placed>(rows: readonly T[], from: { id?: string; offset: number }, forward: boolean): T | null {
  if (rows.length === 0) return null;
  const now = from.id === undefined ? -1 : rows.findIndex((row) => row.id === from.id);
  if (now >= 0) return rows[(now + (forward ? 1 : rows.length - 1)) % rows.length] as T;
  const before = lastAtMost(rows.map((row) => row.start), from.offset - 1);
  const next = forward ? before + 1 : before;
  return (rows[(next + rows.length) % rows.length] ?? rows[0]) as T;
}

/** Statements that share an entity of the speaker's kind with this one: the first entity variables' values. */
export function sameActor(types: readonly TypeOut[], rows: readonly StatementOut[], of: StatementOut): StatementOut[] {
  const actors = actorsOf(types, of);
  return rows.filter((row) => row.id === of.id || actorsOf(types, row).some((actor) => actors.includes(actor)));
}

/** Who acts in a statement: values of the kind of entity that its type's first entity variable takes. */
export function actorsOf(types: readonly TypeOut[], row: StatementOut): string[] {
  const variables = types.find((type) => type.name === row.type)?.variables.filter((one) => one.data_type === "entity") ?? [];
  const kind = variables[0]?.entities;
  return variables
    .filter((one) => one.entities === kind)
    .map((one) => row.values[one.name])
    .filter((value): value is string => typeof value === "string" && value !== "");
}
