/** In which order do the rows of a table stand? `sorted`, `turned` */

export interface Column<Row> {
  name: string;
  title: string;
  /** What to sort by; a column without can't be sorted. */
  value?: (row: Row) => string | number;
  number?: boolean;
}

export interface Order {
  column: string;
  descending: boolean;
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

/** Return the rows in the wanted order; equal ones stay as they were. */
export function sorted<Row>(rows: readonly Row[], columns: readonly Column<Row>[], order: Order | null): Row[] {
  const value = columns.find((column) => column.name === order?.column)?.value;
  if (!order || !value) return [...rows];
  const sign = order.descending ? -1 : 1;
  return [...rows].sort((one, other) => {
    const a = value(one);
    const b = value(other);
    return sign * (typeof a === "number" && typeof b === "number" ? a - b : collator.compare(String(a), String(b)));
  });
}

/** Order after a column's head was pressed: numbers fall first, names rise first, then the other way round. */
export function turned<Row>(order: Order | null, column: Column<Row>): Order {
  if (order?.column === column.name) return { column: column.name, descending: !order.descending };
  return { column: column.name, descending: column.number ?? false };
}
