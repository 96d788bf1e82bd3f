/** Which entities stand in the list, in which order? `listed`, `Row`, `Sort` */

import { folded } from "../api/matching.ts";
import type { EntityOut } from "../api/wire.ts";
import type { Use } from "./shapes.ts";

export type Sort = "name" | "use" | "recent" | "tree";
export const SORTS: readonly Sort[] = ["name", "use", "recent", "tree"];

export interface Row {
  entity: EntityOut;
  /** How deep it stands below its parents; 0 outside of the tree. */
  depth: number;
  /** The alias that fits what was typed, where the name does not. */
  alias: string;
  use: Use;
}

const NEVER: Use = { statements: 0, documents: 0, last: "" };
const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

/** Return the entities that fit the filter, in order; with a filter the tree is flat. */
export function listed(entities: readonly EntityOut[], usage: Record<string, Use>, filter: string, sort: Sort): Row[] {
  const wanted = folded(filter.trim()).split(/\s+/).filter(Boolean);
  const rows: Row[] = [];
  for (const entity of entities) {
    const alias = fitting(entity, wanted);
    if (alias !== null) rows.push({ entity, depth: 0, alias, use: usage[entity.id] ?? NEVER });
  }
  const byName = (one: Row, other: Row) => collator.compare(one.entity.name, other.entity.name);
  if (sort === "use") return rows.sort((a, b) => b.use.statements - a.use.statements || byName(a, b));
  if (sort === "recent") return rows.sort((a, b) => compared(b.use.last, a.use.last) || byName(a, b));
  rows.sort(byName);
  return sort === "tree" && wanted.length === 0 ? branched(rows) : rows;
}

/** "" if the name has all words that were typed, the alias that has them, or null. */
function fitting(entity: EntityOut, wanted: readonly string[]): string | null {
  if (wanted.length === 0) return "";
  const fits = (wording: string) => {
    const key = folded(wording);
    return wanted.every((word) => key.includes(word));
  };
  if (fits(entity.name)) return "";
  return entity.aliases.find(fits) ?? null;
}

function compared(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Put children below their parents; a circle, which should not be, is cut where it was entered. */
function branched(rows: readonly Row[]): Row[] {
  const here = new Set(rows.map((row) => row.entity.id));
  const below = new Map<string, Row[]>();
  for (const row of rows) {
    const parent = here.has(row.entity.parent) ? row.entity.parent : "";
    const some = below.get(parent);
    if (some) some.push(row);
    else below.set(parent, [row]);
  }
  const out: Row[] = [];
  const done = new Set<string>();
  const visit = (row: Row, depth: number) => {
    if (done.has(row.entity.id)) return;
    done.add(row.entity.id);
    out.push({ ...row, depth });
    for (const child of below.get(row.entity.id) ?? []) visit(child, depth + 1);
  };
  for (const row of below.get("") ?? []) visit(row, 0);
  for (const row of rows) visit(row, 0);
  return out;
}
