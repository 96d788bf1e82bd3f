/** Which act does somebody mean? `editing`, `merging`, `splitting`, `recoding`, `removing`, `apart`, … */

import { newId } from "../api/outbox.ts";
import type { AttributeOut, Command, EntityOut, Fresh, Scalar, StatementOut, TypeOut, VariableOut } from "../api/wire.ts";
import type { Fields } from "./shapes.ts";

/** The attribute that says: these two are not the same. */
export const APART = "different from";

/** Fields of an entity as acts take them. */
export function fieldsOf(entity: EntityOut): Required<Fields> {
  const { name, aliases, attributes, definition, parent, color } = entity;
  return { name, aliases, attributes, definition, parent: parent || null, color };
}

/** Change what is different in an entity; null if nothing is. */
export function editing(entity: EntityOut, next: Fields, keepName = true): Command | null {
  const there = fieldsOf(entity);
  const was: Record<string, unknown> = {};
  const now: Record<string, unknown> = {};
  for (const key of Object.keys(next) as (keyof Fields)[]) {
    if (JSON.stringify(next[key]) === JSON.stringify(there[key])) continue;
    was[key] = there[key];
    now[key] = next[key];
  }
  if (Object.keys(now).length === 0) return null;
  return { kind: "entity-edit", id: newId(), entity: entity.id, was, now, keep_name: keepName };
}

/** Make a new entity. */
export function adding(kind: string, name: string, fields: Omit<Fields, "name">): Command & { entity: Fresh } {
  return { kind: "entity-add", id: newId(), entity: { id: newId(), kind, name: name.trim() }, fields };
}

/** Make several one with `into`. */
export function merging(into: string, all: readonly string[], decided: Record<string, string> = {}): Command {
  return { kind: "entity-merge", id: newId(), into, others: all.filter((one) => one !== into), decided };
}

/** Let statements of an entity go to another, which may be fresh. */
export function splitting(
  entity: string, to: string, statements: readonly string[], aliases: readonly string[], fresh: readonly Fresh[],
): Command {
  return { kind: "entity-split", id: newId(), entity, to, statements, aliases, fresh };
}

/** A value and what it becomes. */
export interface Turn {
  old: Scalar;
  new: Scalar;
}

/** Recode a variable in all statements whose variables hold one of `where`. */
export function recoding(type: string, variable: string, turns: readonly Turn[], where: Record<string, Scalar[]>): Command {
  return { kind: "recode", id: newId(), type, variable, changes: turns.filter((turn) => turn.old !== turn.new), where };
}

/** Put entities in the trash. */
export function removing(ids: readonly string[]): Command {
  return { kind: "trash", id: newId(), table: "entity", ids, back: false };
}

/** Say that two entities are not the same: an attribute that says so, which everybody can see and undo. */
export function apart(one: EntityOut, other: EntityOut): Command | null {
  const told: AttributeOut = { name: APART, value: other.name, since: null, until: null };
  return editing(one, { attributes: [...one.attributes, told] });
}

/** Send a preview's act: what was shown must still be so. */
export function confirmed(command: Command, last: number, decided: Record<string, string>): Command {
  const seen: Command = { ...command, id: newId(), seen: last };
  return command.kind === "entity-merge" ? { ...seen, decided } : seen;
}

/** What a recoding starts with: a boolean is turned round, anything else has one empty line. */
export function firstTurns(variable: VariableOut, held: Scalar): Turn[] {
  if (variable.data_type === "boolean") return [{ old: true, new: false }, { old: false, new: true }];
  if (variable.values.length > 0) return variable.values.map((value) => ({ old: value, new: value }));
  return [{ old: held, new: held }];
}

export interface Slot {
  type: TypeOut;
  variable: VariableOut;
}

/** Variables that hold entities of a kind, with their types. */
export function slots(types: readonly TypeOut[], kind: string): Slot[] {
  return types.flatMap((type) =>
    type.variables
      .filter((variable) => variable.data_type === "entity" && variable.entities === kind)
      .map((variable) => ({ type, variable })),
  );
}

/** The place, of all that hold entities of a kind, where an entity stands most often in these statements. */
export function busiest(places: readonly Slot[], statements: readonly StatementOut[], entity: string): number {
  const counts = places.map(({ type, variable }) =>
    statements.filter((one) => one.type === type.name && one.values[variable.name] === entity).length,
  );
  return Math.max(0, counts.indexOf(Math.max(...counts)));
}

/** Kinds of entity there are or may be, in the order of the statement types. */
export function kinds(types: readonly TypeOut[], entities: readonly EntityOut[]): string[] {
  const named = types.flatMap((type) => type.variables.map((variable) => variable.entities)).filter(Boolean);
  return [...new Set([...named, ...entities.map((entity) => entity.kind)])];
}
