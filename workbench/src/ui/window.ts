/** Which rows of a long list are in sight? `visible` */

/** Return the half-open range of rows to draw: those in sight and some before and after. */
export function visible(top: number, height: number, row: number, total: number, spare = 6): [number, number] {
  if (total <= 0 || row <= 0) return [0, 0];
  const from = Math.max(0, Math.min(total - 1, Math.floor(top / row)) - spare);
  const to = Math.min(total, Math.ceil((top + Math.max(height, row)) / row) + spare);
  return [from, Math.max(from, to)];
}

/** Return where to scroll so that a row is in sight; the present place if it is. */
export function scrolled(top: number, height: number, row: number, at: number): number {
  const start = at * row;
  if (start < top) return start;
  if (start + row > top + height) return Math.max(0, start + row - height);
  return top;
}

/** Return the row a key leads to from `at`, or null for other keys. */
export function stepped(key: string, at: number, total: number, page: number): number | null {
  const to: Record<string, number> = {
    ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: total - 1,
  };
  const next = to[key];
  return next === undefined || total === 0 ? null : Math.max(0, Math.min(total - 1, next));
}
