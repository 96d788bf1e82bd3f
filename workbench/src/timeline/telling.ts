/** What goes with a course of time? `rests` for its footer, `carried` and `within` for other views, `columnsOf` its filters, `spoken` its statement types */

import type { TimelineOut } from "../api/seeing.ts";
import { CHOICE, writeChoice } from "../api/seeing.ts";
import type { TypeOut } from "../api/wire.ts";
import { href } from "../router.svelte.ts";
import type { Days } from "./bins.ts";
import { words } from "../words/index.ts";
import type { TimeOptions } from "./options.ts";

const said = words.timeline.footer;
const counts = words.network.counts;
const SPEAKERS = ["organization", "person"];

/** The line under a course: n, and what has no date. */
export function rests({ used, undated }: TimelineOut): string {
  const n = `${counts.n(counts.statements(used.statements))} (${counts.texts(used.documents)})`;
  return `${undated > 0 ? `${n}; ${said.undated(undated)}` : n}. ${said.dated}.`;
}

/** The address of another view that shows the same statements of a stretch of time. */
export function carried(path: string, options: TimeOptions, stretch: Days): string {
  return href(path, writeChoice({ ...options, ...within(options, stretch), duplicates: CHOICE.duplicates }));
}

/** The dates that are both in a stretch of the course and among those asked for: its first bin may begin before them. */
export function within({ since, until }: Pick<TimeOptions, "since" | "until">, { first, last }: Days): { since: string; until: string } {
  return { since: since > first ? since : first, until: until && end(until) < last ? until : last };
}

/** The last day of a date that may be known only to the month or year. */
function end(date: string): string {
  if (date.length === 4) return `${date}-12-31`;
  return date.length === 7 ? `${date}-31` : date; // no day of the month comes after it
}

/** Whether statements of a type say who speaks on what: others have no place in this course. */
export function spoken({ variables }: TypeOut): boolean {
  const there = variables.map((variable) => variable.name);
  return there.includes("concept") && SPEAKERS.some((name) => there.includes(name));
}

/** The statement type that is read: as the server chooses it. */
export function typeOf({ type }: Pick<TimeOptions, "type">, types: readonly TypeOut[]): TypeOut | undefined {
  return types.find((one) => one.name === (type || "position")) ?? types[0];
}

/** The columns of actors and concepts, and the kinds of entity in them. */
export function columnsOf(options: TimeOptions, types: readonly TypeOut[]): { actors: { column: string; kind: string }; concepts: { column: string; kind: string } } {
  const type = typeOf(options, types);
  const kind = (name: string) => type?.variables.find((variable) => variable.name === name)?.entities ?? "";
  const speakers = SPEAKERS.filter((name) => kind(name));
  const column = options.actors || (speakers.length > 1 ? "speaker" : (speakers[0] ?? ""));
  return {
    actors: { column, kind: kind(column === "speaker" ? "organization" : column) },
    concepts: { column: options.concepts, kind: kind(options.concepts) },
  };
}
