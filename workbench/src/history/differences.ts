/** What would going back change? `Differences`, `inOrder`, `nothing`: by table, how many rows go, come back and change */

export interface Differences {
  moment: number;
  tables: { table: string; added: number; removed: number; changed: number }[];
}

/** What a coder knows of first, in this order; then the rest. */
const ORDER = ["document", "statement", "suggestion", "decision", "entity", "statement_type", "variable", "codebook", "note", "coder"];

export function inOrder(found: Differences): Differences["tables"] {
  const at = (table: string) => (ORDER.includes(table) ? ORDER.indexOf(table) : ORDER.length);
  return [...found.tables].sort((one, other) => at(one.table) - at(other.table) || one.table.localeCompare(other.table));
}

/** Would anything change at all? */
export function nothing(found: Differences): boolean {
  return found.tables.every((line) => line.added + line.removed + line.changed === 0);
}
