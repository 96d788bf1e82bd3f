/** What would accepting together do? `policy`, `bars` */

import type { Policy } from "./shapes.ts";

export interface Bar {
  from: number;
  to: number;
  count: number;
  x: number;
  width: number;
  height: number;
  /** At the score or better. */
  taken: boolean;
}

const WIDTH = 200;
const HEIGHT = 40;

/** The policy that was chosen; null where it is none. All types are said as none, so that new ones count, too. */
export function policy(score: number | null, types: readonly string[], without: readonly string[], suggester: string): Policy | null {
  const left = types.filter((type) => !without.includes(type));
  if (score === null || !(score >= 0 && score <= 1) || left.length === 0) return null;
  return { min_score: score, types: left.length === types.length ? [] : left, suggester };
}

/** Put a name into a list, or take it out. */
export function toggled(names: readonly string[], name: string): string[] {
  return names.includes(name) ? names.filter((one) => one !== name) : [...names, name];
}

/** Bars for the counts of scores from 0 to 1; the smallest count can still be seen. */
export function bars(counts: readonly number[], score: number): Bar[] {
  const most = Math.max(1, ...counts);
  const step = WIDTH / counts.length;
  return counts.map((count, at) => ({
    from: at / counts.length,
    to: (at + 1) / counts.length,
    count,
    x: at * step + 0.5,
    width: step - 1,
    height: count === 0 ? 0 : Math.max(1.5, (count / most) * HEIGHT),
    taken: (at + 1) / counts.length > score + 1e-9,
  }));
}
