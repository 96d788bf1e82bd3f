/** What lies between two slices? `between`: weights that pass from one to the next */

import type { SliceOut, TieOut } from "../api/seeing.ts";

export interface Moment {
  /** Ties by the places of their nodes. */
  ties: Map<string, TieOut>;
  /** How much each node is there: 1 in a slice, 0 out of it; and what it says. */
  nodes: Map<number, { there: number; statements: number; unreviewed: number }>;
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
    for (const [source, target, weight, plus, minus] of slice.ties) {
      const key = `${source}-${target}`;
      const [, , heavy, more, less] = ties.get(key) ?? [source, target, 0, 0, 0];
      // Where for and against are not known they are -1 in all slices.
      ties.set(key, [source, target, heavy + part * weight, plus < 0 ? -1 : more + part * plus, minus < 0 ? -1 : less + part * minus]);
    }
    for (const [node, statements, unreviewed] of slice.active) {
      const before = nodes.get(node) ?? { there: 0, statements: 0, unreviewed: 0 };
      nodes.set(node, { there: before.there + part, statements: before.statements + part * statements, unreviewed: before.unreviewed + part * unreviewed });
    }
  }
  return { ties, nodes };
}

/** The slice nearest to a place: the one in whose words and numbers it is told. */
export function nearest(at: number, slices: number): number {
  return Math.min(Math.max(0, Math.round(at)), Math.max(0, slices - 1));
}

/** The place after so many milliseconds of playing, a slice in `each`; it ends at the last one. */
export function played(from: number, elapsed: number, each: number, slices: number): number {
  return Math.min(from + elapsed / each, Math.max(0, slices - 1));
}
