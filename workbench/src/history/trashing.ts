/** What is taken out of the trash together? `byTable`: an act for each table, texts first: others stand in them; `unknown` */

import type { TrashRow } from "./shapes.ts";

const ORDER = ["document", "entity", "statement", "note"];

export function byTable(rows: readonly TrashRow[]): [table: string, ids: string[]][] {
  return [...new Set(rows.map((row) => row.table))]
    .sort((one, other) => ORDER.indexOf(one) - ORDER.indexOf(other))
    .map((table) => [table, rows.filter((row) => row.table === table).map((row) => row.id)]);
}

/** Rows that are not there yet: what came into the trash meanwhile has moved the others down. */
export function unknown(rows: readonly TrashRow[], there: readonly TrashRow[]): TrashRow[] {
  const known = new Set(there.map((row) => row.id));
  return rows.filter((row) => !known.has(row.id));
}
