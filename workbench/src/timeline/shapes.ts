/** How do counts become lines and boxes? `bars`, `edges`, `ticks`, `lanes`: numbers in, paths out */

import { scaleUtc } from "d3-scale";
import { utc } from "./bins.ts";

/** Where each bin begins on the axis, and where the last one ends. */
export function edges(bins: readonly string[], width: number): number[] {
  if (bins.length < 2) return [];
  const scale = scaleUtc([utc(bins[0]!), utc(bins[bins.length - 1]!)], [0, width]);
  return bins.map((bin) => scale(utc(bin)));
}

/** One path of all bars that `wanted` names; `high` is the height of one statement, negative to go down. */
export function bars(values: readonly number[], at: readonly number[], zero: number, high: number, wanted: (bin: number) => boolean): string {
  const parts: string[] = [];
  values.forEach((value, i) => {
    if (value === 0 || !wanted(i)) return;
    const [left, right] = [at[i]!, at[i + 1]!];
    const gap = Math.min(1.5, (right - left) / 8);
    const wide = Math.min(right - left - 2 * gap, 56);
    parts.push(`M${round(left + gap)} ${round(zero)}v${round(-high * value)}h${round(wide)}v${round(high * value)}`);
  });
  return parts.join("");
}

/** The bin at a place on the axis. */
export function binAt(at: readonly number[], x: number): number {
  let [low, high] = [0, Math.max(0, at.length - 2)];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (at[middle]! <= x) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Places along the axis, with their words where there is room for them. */
export function ticks(bins: readonly string[], width: number): { x: number; words: string; major: boolean }[] {
  if (bins.length < 2) return [];
  const scale = scaleUtc([utc(bins[0]!), utc(bins[bins.length - 1]!)], [0, width]);
  let end = -Infinity; // of the words before
  const days = scale.ticks(Math.max(2, Math.floor(width / 80))).filter((date) => date.getUTCHours() === 0 && date.getUTCMinutes() === 0);
  return days.map((date, i) => {
    const major = date.getUTCMonth() === 0 && date.getUTCDate() === 1;
    const form: Intl.DateTimeFormatOptions = major || i === 0
      ? { year: "numeric", ...(major ? {} : { month: "short" }) }
      : { month: "short", ...(date.getUTCDate() === 1 ? {} : { day: "numeric" }) };
    const x = scale(date);
    const words = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", ...form }).format(date);
    const long = 7 * words.length + 8;
    if (x < end || x + long > width + 12) return { x, words: "", major };
    end = x + long;
    return { x, words, major };
  });
}

/** The middle of a date that may be known only to the month or year, as far as it lies in the course; else null. */
export function eventPlace(date: string, bins: readonly string[], width: number): number | null {
  if (bins.length < 2) return null;
  const start = utc(date.length === 4 ? `${date}-01-01` : date.length === 7 ? `${date}-01` : date);
  const scale = scaleUtc([utc(bins[0]!), utc(bins[bins.length - 1]!)], [0, width]);
  const [months, days] = date.length === 4 ? [12, 183] : date.length === 7 ? [1, 15] : [0, 0];
  const stop = new Date(start);
  stop.setUTCMonth(stop.getUTCMonth() + months);
  if (Number.isNaN(start.getTime()) || start >= scale.domain()[1]! || (months ? stop <= scale.domain()[0]! : start < scale.domain()[0]!)) return null;
  return Math.min(width, Math.max(0, scale(new Date(start.getTime() + days * 86_400_000))));
}

/** Put marks in as few lanes as keep them apart; they come in order of place. */
export function lanes(places: readonly number[], wide: number): number[] {
  const ends: number[] = [];
  return places.map((x) => {
    const free = ends.findIndex((end) => end <= x - wide / 2);
    const lane = free < 0 ? ends.length : free;
    ends[lane] = x + wide / 2;
    return lane;
  });
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
