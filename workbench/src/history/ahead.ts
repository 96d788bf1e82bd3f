/** What would going back change? `Ahead`, `counted`: by table, how many rows would come, go and change */

export interface Ahead {
  /** Acts that came after the moment. */
  acts: number;
  tables: { table: string; added: number; removed: number; changed: number }[];
}

/** The tables a coder knows of first, in this order; then the rest. */
const ORDER = ["document", "statement", "suggestion", "decision", "entity", "statement_type", "variable", "codebook", "note", "coder"];

export function inOrder(ahead: Ahead): Ahead["tables"] {
  const at = (table: string) => (ORDER.includes(table) ? ORDER.indexOf(table) : ORDER.length);
  return [...ahead.tables].sort((one, other) => at(one.table) - at(other.table) || one.table.localeCompare(other.table));
}

/** Would anything change at all? */
export function nothing(ahead: Ahead): boolean {
  return ahead.tables.every((line) => line.added + line.removed + line.changed === 0);
}
