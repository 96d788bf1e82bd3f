/** What lies between two slices? `between`: weights that pass from one to the next */

import type { SliceOut } from "../api/seeing.ts";

export interface Moment {
  /** Weight of each tie, by the places of its nodes. */
  ties: Map<string, [source: number, target: number, weight: number]>;
  /** How much each node is there: 1 in a slice, 0 out of it. */
  nodes: Map<number, number>;
  /** The slice nearest to it. */
  nearest: number;
}

/** Return the network at a place between slices: 2.25 is a quarter of the way from slice 2 to slice 3. */
export function between(slices: readonly SliceOut[], at: number): Moment {
  const last = slices.length - 1;
  const place = Math.min(Math.max(at, 0), Math.max(last, 0));
  const first = Math.floor(place);
  const share = place - first;
  const ties: Moment["ties"] = new Map();
  const nodes: Moment["nodes"] = new Map();
  for (const [slice, part] of [[slices[first], 1 - share], [slices[Math.min(first + 1, last)], share]] as const) {
    if (!slice || part === 0) continue;
    for (const [source, target, weight] of slice.ties) {
      const key = `${source}-${target}`;
      const there = ties.get(key);
      if (there) there[2] += part * weight;
      else ties.set(key, [source, target, part * weight]);
    }
    for (const node of slice.active) nodes.set(node, (nodes.get(node) ?? 0) + part);
  }
  return { ties, nodes, nearest: Math.round(place) };
}

/** The place after so many milliseconds of playing, a slice in `each`; it ends at the last one. */
export function played(from: number, elapsed: number, each: number, slices: number): number {
  return Math.min(from + elapsed / each, Math.max(0, slices - 1));
}
