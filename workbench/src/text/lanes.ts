/** In which lane of the gutter does a statement stand? `Lanes` */

import { Intervals, type Placed } from "./intervals.ts";

/** Characters of a line: two statements on one line would lie upon each other in one lane. */
const LINE = 80;

/**
 * The first lane that is free around the span. A newcomer goes around those that are there, so that
 * nothing moves under the reader's eyes; only a new beginning (`fill`) packs everything anew.
 */
export class Lanes {
  private readonly lanes = new Map<string, number>();
  private readonly taken = new Intervals<Placed>();
  private readonly in: number[] = []; // how many spans each lane holds

  fill(spans: Iterable<Placed>): void {
    this.lanes.clear();
    this.in.length = 0;
    const ends: number[] = [];
    const sorted = [...spans].sort((a, b) => a.start - b.start || b.stop - a.stop);
    for (const span of sorted) {
      let lane = ends.findIndex((end) => end + LINE <= span.start);
      if (lane < 0) lane = ends.length;
      ends[lane] = span.stop;
      this.seat(span.id, lane);
    }
    this.taken.fill(sorted.map(({ id, start, stop }) => ({ id, start, stop })));
  }

  put(span: Placed): number {
    this.drop(span.id);
    const around = this.taken.overlapping(span.start - LINE, span.stop + LINE);
    const used = new Set(around.map((other) => this.lanes.get(other.id)));
    let lane = 0;
    while (used.has(lane)) lane++;
    this.taken.put({ id: span.id, start: span.start, stop: span.stop });
    this.seat(span.id, lane);
    return lane;
  }

  drop(id: string): void {
    const lane = this.lanes.get(id);
    if (lane === undefined) return;
    this.lanes.delete(id);
    this.taken.drop(id);
    this.in[lane] = (this.in[lane] as number) - 1;
    while (this.in.length && this.in.at(-1) === 0) this.in.pop();
  }

  of(id: string): number {
    return this.lanes.get(id) ?? 0;
  }

  /** How many lanes there are. */
  get width(): number {
    return this.in.length;
  }

  private seat(id: string, lane: number): void {
    this.lanes.set(id, lane);
    while (this.in.length <= lane) this.in.push(0);
    this.in[lane] = (this.in[lane] as number) + 1;
  }
}
