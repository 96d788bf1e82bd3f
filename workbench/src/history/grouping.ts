/** How are acts told? `byDay`: days, and in them the runs, each a piece of work that is taken back as one */

import type { ActOut } from "./shapes.ts";

export interface Run {
  run: string;
  /** Latest first. */
  acts: ActOut[];
  time: string;
  coder: string;
  verb: string;
  summary: string;
  changes: number;
  undone: boolean;
  /** Number of its latest act. */
  seq: number;
}

export interface Day {
  /** As the reader's calendar has it, like 2024-05-06. */
  day: string;
  runs: Run[];
}

/** Put acts, latest first, into days and runs; a run that other work came into the middle of is told twice. */
export function byDay(acts: readonly ActOut[]): Day[] {
  const days: Day[] = [];
  for (const act of acts) {
    const day = local(act.time);
    let last = days.at(-1);
    if (last?.day !== day) days.push((last = { day, runs: [] }));
    const run = last.runs.at(-1);
    if (run && run.run === act.run) {
      run.acts.push(act);
      run.changes += act.changes;
      run.verb = act.verb; // a run is named by its first act
      run.summary = act.summary || run.summary;
    } else {
      const { run: id, time, coder, verb, summary, changes, undone, seq } = act;
      last.runs.push({ run: id, acts: [act], time, coder, verb, summary, changes, undone, seq });
    }
  }
  return days;
}

/** The day of a moment where the reader is. */
export function local(time: string): string {
  const at = new Date(time);
  const two = (number: number) => String(number).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** May this be taken back? Not twice, and not what took something back or brought it again: that is redone or undone. */
export function revertible(run: Run): boolean {
  return !run.undone && !["undo", "redo", "revert"].includes(run.verb);
}

/** Which verbs and coders occur, for the filters; what is chosen is always among them. */
export function occurring(acts: readonly ActOut[], of: "verb" | "coder", chosen: string): string[] {
  return [...new Set([...acts.map((act) => act[of]), chosen])].filter(Boolean).sort((one, other) => one.localeCompare(other));
}

/** Put what was loaded again before what had been loaded further down, unless something between is missing. */
export function refreshed(fresh: readonly ActOut[], before: readonly ActOut[]): ActOut[] {
  const last = fresh.at(-1)?.seq ?? 0;
  if ((before[0]?.seq ?? 0) < last) return [...fresh];
  return [...fresh, ...before.filter((act) => act.seq < last)];
}
