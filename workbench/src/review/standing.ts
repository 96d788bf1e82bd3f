/** How often is a suggester right? `wilson`, `counted`: rates that move with each decision */

import type { Rate, SuggesterRow, SuggestionOut, Verdict } from "./shapes.ts";

const Z = 1.959963984540054;

/** The rate and where it lies with 95 percent confidence, as the server counts it. */
export function wilson(accepted: number, decided: number): Rate {
  if (decided === 0) return { accepted, decided, rate: null, low: 0, high: 1 };
  const p = accepted / decided;
  const middle = (p + Z ** 2 / (2 * decided)) / (1 + Z ** 2 / decided);
  const half = (Z / (1 + Z ** 2 / decided)) * Math.sqrt((p * (1 - p)) / decided + Z ** 2 / (4 * decided ** 2));
  return { accepted, decided, rate: p, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

const COLUMN = { accept: "accepted", edit: "edited", reject: "rejected", skip: "skipped" } as const;

/** Count a decision in the rows it belongs to, or (`sign` -1) take it out again, before the server says so. */
export function counted(rows: readonly SuggesterRow[], suggestion: SuggestionOut, verdict: Verdict, sign: 1 | -1): SuggesterRow[] {
  return rows.map((row) => {
    const same = row.suggester === suggestion.suggester && row.version === suggestion.suggester_version;
    if (!same || (row.type !== "" && row.type !== suggestion.type)) return row;
    const from = suggestion.state === "skipped" ? "skipped" : "waiting";
    const next = { ...row };
    next[from] -= sign;
    next[COLUMN[verdict]] += sign;
    next.all = wilson(next.accepted + next.edited, next.accepted + next.edited + next.rejected);
    return next;
  });
}

/** Points of a line through the shares of a course, in a box of this size; "" for fewer than two. */
export function line(course: readonly number[], width: number, height: number): string {
  if (course.length < 2) return "";
  const step = width / (course.length - 1);
  return course.map((share, at) => `${(at * step).toFixed(1)},${((1 - share) * height).toFixed(1)}`).join(" ");
}
