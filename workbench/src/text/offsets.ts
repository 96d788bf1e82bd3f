/** Where in a text? Offsets count UTF-16 units, as browsers and JavaScript do. */

export interface Span {
  start: number;
  stop: number;
}

/** The last index whose value is at most `value`, or -1; `sorted` ascends. */
export function lastAtMost(sorted: ArrayLike<number>, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The offset itself, or the one before it where it would cut a character of two units in half. */
export function whole(text: string, offset: number): number {
  const at = Math.max(0, Math.min(offset, text.length));
  const inside = isLow(text.charCodeAt(at)) && isHigh(text.charCodeAt(at - 1));
  return inside ? at - 1 : at;
}

export function overlap(one: Span, other: Span): boolean {
  return one.start < other.stop && other.start < one.stop;
}

export function within(inner: Span, outer: Span): boolean {
  return outer.start <= inner.start && inner.stop <= outer.stop;
}

export function union(one: Span, other: Span): Span {
  return { start: Math.min(one.start, other.start), stop: Math.max(one.stop, other.stop) };
}

/** The span without white space at its ends; null if nothing else is in it. */
export function trimmed(text: string, span: Span): Span | null {
  let { start, stop } = span;
  while (start < stop && blank(text.charCodeAt(start))) start++;
  while (stop > start && blank(text.charCodeAt(stop - 1))) stop--;
  return start < stop ? { start, stop } : null;
}

/** Reads "120-140" of an address; null where that is no span of a text of this length. */
export function parseSpan(written: string | null | undefined, length: number): Span | null {
  const parts = /^(\d{1,9})-(\d{1,9})$/.exec(written ?? "");
  if (!parts) return null;
  const start = Number(parts[1]);
  const stop = Number(parts[2]);
  return start < stop && stop <= length ? { start, stop } : null;
}

function blank(unit: number): boolean {
  return unit === 32 || (unit >= 9 && unit <= 13) || unit === 0xa0 || unit === 0x2028 || unit === 0x2029;
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
