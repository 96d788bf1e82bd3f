/** Which stretch of time is a bin? `Stretch`, `periodName`, `stretchDates`, `binsBetween`, `finding`: dates and their names */

import type { SeriesOut, TimelineOut } from "../api/seeing.ts";
import { words } from "../words/index.ts";

/** Bins from the first to the last, both in it. */
export type Stretch = [first: number, last: number];

/** The first and the last day of a stretch. */
export interface Days {
  first: string;
  last: string;
}

const said = words.timeline;
const DAY = 86_400_000;

export function utc(day: string): Date {
  return new Date(`${day.slice(0, 10)}T00:00:00Z`);
}

/** Write a bin for a reader: "March 2023", "Q1 2023", "the week of 6 March 2023". */
export function periodName(start: string, unit: TimelineOut["unit"], locale = "en-GB"): string {
  const date = utc(start);
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...options }).format(date);
  switch (unit) {
    case "week": return said.units.week(format({ day: "numeric", month: "long", year: "numeric" }));
    case "month": return format({ month: "long", year: "numeric" });
    case "quarter": return said.units.quarter(Math.floor(date.getUTCMonth() / 3) + 1, date.getUTCFullYear());
    case "year": return String(date.getUTCFullYear());
  }
}

/** First and last day of a stretch of bins. */
export function stretchDates(bins: readonly string[], [first, last]: Stretch): Days {
  const next = utc(bins[last + 1] ?? bins[last]!);
  return { first: bins[first]!, last: new Date(next.getTime() - DAY).toISOString().slice(0, 10) };
}

/** The bins that lie in a range of dates; null where none does. */
export function binsBetween(bins: readonly string[], since: string, until: string): Stretch | null {
  const last = bins.length - 2;
  let [first, stop] = [0, last];
  while (first <= last && since && bins[first + 1]! <= since) first += 1;
  while (stop >= 0 && until && bins[stop]! > until) stop -= 1;
  return first <= stop ? [first, stop] : null;
}

/** What a series holds in a stretch. */
export function sum(series: SeriesOut, [first, last]: Stretch): { agree: number; disagree: number; neither: number; all: number } {
  const add = (values: readonly number[]) => values.slice(first, last + 1).reduce((total, value) => total + value, 0);
  const [agree, disagree, neither] = [add(series.agree), add(series.disagree), add(series.neither)];
  return { agree, disagree, neither, all: agree + disagree + neither };
}

/** The bin after so many arrow keys; it stays within the course of time. */
export function stepped(at: number, step: number, count: number): number {
  return Math.min(Math.max(0, at + step), count - 1);
}

/** A stretch that reaches from where it began to where it is now. */
export function reaching(anchor: number, at: number): Stretch {
  return anchor < at ? [anchor, at] : [at, anchor];
}

/** The title of a course: when most was said, and what changes sides most clearly. */
export function finding({ bins, series, unit }: TimelineOut): string {
  const [all, ...rows] = series;
  if (!all || all.statements === 0) return "";
  const totals = all.agree.map((agree, i) => agree + all.disagree[i]! + all.neither[i]!);
  const most = totals.indexOf(Math.max(...totals));
  const busiest = said.finding.busiest(periodName(bins[most]!, unit), totals[most]!);
  const turn = rows.map(turned).filter((one) => one !== null).sort((a, b) => b.strength - a.strength)[0];
  if (!turn) return busiest;
  return said.finding.both(busiest, said.finding.turned(turn.name, periodName(bins[turn.after]!, unit), turn.agreement));
}

/** Where a series changes from mostly one side to mostly the other: at least eight statements, and three of four on a side. */
function turned(series: SeriesOut): { name: string; after: number; agreement: boolean; strength: number } | null {
  const bins = series.agree.length;
  let best: { name: string; after: number; agreement: boolean; strength: number } | null = null;
  const [agreeAll, disagreeAll] = [total(series.agree), total(series.disagree)];
  let [agree, disagree] = [0, 0];
  for (let i = 0; i < bins - 1; i += 1) {
    agree += series.agree[i]!;
    disagree += series.disagree[i]!;
    const [before, after] = [agree + disagree, agreeAll + disagreeAll - agree - disagree];
    if (before < 8 || after < 8) continue;
    const [first, second] = [agree / before, (agreeAll - agree) / after];
    const clear = (first >= 0.75 && second <= 0.25) || (first <= 0.25 && second >= 0.75);
    const strength = Math.abs(second - first) * Math.min(before, after);
    if (clear && (!best || strength > best.strength)) best = { name: series.name, after: i, agreement: second > first, strength };
  }
  return best;
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
