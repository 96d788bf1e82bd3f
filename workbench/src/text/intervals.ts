/** Which spans lie here? `Intervals`: spans in reading order, found by place in microseconds. */

import { lastAtMost, type Span } from "./offsets.ts";

export interface Placed extends Span {
  id: string;
}

/**
 * Sorted by start, the longer first. `reach[i]` is the furthest stop among the first i + 1 spans and
 * never falls: so the first span that can touch a place is found by bisection.
 */
export class Intervals<T extends Placed> {
  private rows: T[] = [];
  private starts: number[] = [];
  private reach: number[] = [];
  private byId = new Map<string, T>();

  constructor(rows: Iterable<T> = []) {
    this.fill(rows);
  }

  get size(): number {
    return this.rows.length;
  }

  get all(): readonly T[] {
    return this.rows;
  }

  get(id: string): T | undefined {
    return this.byId.get(id);
  }

  fill(rows: Iterable<T>): void {
    this.byId = new Map([...rows].map((row) => [row.id, row]));
    this.rows = [...this.byId.values()].sort(order);
    this.starts = this.rows.map((row) => row.start);
    this.reach = [];
    this.mend(0);
  }

  /** Puts a span in; one of the same identity is replaced. */
  put(row: T): void {
    if (this.byId.has(row.id)) this.drop(row.id);
    let at = lastAtMost(this.starts, row.start) + 1;
    while (at > 0 && order(this.rows[at - 1] as T, row) > 0) at--;
    this.rows.splice(at, 0, row);
    this.starts.splice(at, 0, row.start);
    this.reach.splice(at, 0, 0);
    this.byId.set(row.id, row);
    this.mend(at);
  }

  drop(id: string): T | undefined {
    const row = this.byId.get(id);
    if (!row) return undefined;
    const at = this.indexOf(row);
    this.rows.splice(at, 1);
    this.starts.splice(at, 1);
    this.reach.splice(at, 1);
    this.byId.delete(id);
    this.mend(at);
    return row;
  }

  /** The place of a span among all, in reading order. */
  indexOf(row: T): number {
    let at = lastAtMost(this.starts, row.start);
    while (at >= 0 && this.rows[at]?.id !== row.id) at--;
    return at;
  }

  /** Spans that share at least one character with [start, stop), in reading order. */
  overlapping(start: number, stop: number): T[] {
    const found: T[] = [];
    for (let i = lastAtMost(this.reach, start) + 1; i < this.rows.length; i++) {
      const row = this.rows[i] as T;
      if (row.start >= stop) break;
      if (row.stop > start) found.push(row);
    }
    return found;
  }

  /** Spans over the character at `offset`, the shortest first. */
  at(offset: number): T[] {
    return this.overlapping(offset, offset + 1).sort(
      (a, b) => a.stop - a.start - (b.stop - b.start) || order(a, b),
    );
  }

  private mend(from: number): void {
    let furthest = from > 0 ? (this.reach[from - 1] as number) : -1;
    for (let i = from; i < this.rows.length; i++) {
      furthest = Math.max(furthest, (this.rows[i] as T).stop);
      this.reach[i] = furthest;
    }
  }
}

function order(a: Placed, b: Placed): number {
  return a.start - b.start || b.stop - a.stop || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
