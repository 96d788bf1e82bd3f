/** How do statements stand in the gutter? `bars`, `laneWidth` */

import type { Placed } from "../text/intervals.ts";

export interface Bar {
  id: string;
  lane: number;
  top: number;
  height: number;
}

const WIDEST = 15; // pixels of a lane
const SHORTEST = 18; // pixels of a bar: a line, so that its sign can be read

/** Pixels per lane: all fit into the gutter. */
export function laneWidth(lanes: number, gutter: number): number {
  return Math.max(3, Math.min(WIDEST, gutter / Math.max(1, lanes)));
}

/** Where each span stands, given the top and bottom of a span on the page. */
export function bars<T extends Placed>(
  spans: readonly T[],
  lane: (id: string) => number,
  extent: (span: T) => { top: number; bottom: number },
): Bar[] {
  return spans.map((span) => {
    const { top, bottom } = extent(span);
    return { id: span.id, lane: lane(span.id), top, height: Math.max(SHORTEST, bottom - top) };
  });
}
