/** What is shown on the text? Names under which statements are painted, and what is switched on. */

import type { StatementOut, TypeOut } from "../api/wire.ts";
import { stance, type Stance } from "./describe.ts";

/** Names of the highlights; what comes later lies on top. */
export const TOP = { mention: 0, pattern: 1, statement: 2, suggestion: 3, find: 5, "find-now": 6, shown: 7, chosen: 8 } as const;
const STANCES: readonly Stance[] = ["agree", "disagree", "plain"];

export interface Switches {
  hidden: string[]; // statement types
  suggestions: boolean;
  mentions: boolean;
  pattern: boolean;
  expression: string;
}

export const AT_FIRST: Switches = { hidden: [], suggestions: true, mentions: false, pattern: false, expression: "" };

/** The highlight of a statement: its type's, by stance; not reviewed ones have their own. */
export function inkOf(types: readonly TypeOut[], statement: Pick<StatementOut, "type" | "values" | "reviewed">): string {
  const at = types.findIndex((type) => type.name === statement.type);
  const how = statement.reviewed ? "" : "-new";
  return `s${at}-${stance(types[at], statement.values)}${how}`;
}

/** All highlights a type may paint under. */
export function inksOf(at: number): string[] {
  return STANCES.flatMap((how) => [`s${at}-${how}`, `s${at}-${how}-new`]);
}

/** Rules for the highlights of all types: tints and lines, so that color is never the only cue. */
export function rules(types: readonly TypeOut[]): string {
  return types.flatMap((type, at) => STANCES.flatMap((how) => rule(at, how, colorOf(type)))).join("\n");
}

export function colorOf(type: TypeOut): string {
  return /^#[0-9a-f]{6}$/i.test(type.color) ? type.color : "#8a8f98";
}

function rule(at: number, how: Stance, color: string): string[] {
  const looks = {
    agree: ["color-mix(in srgb, var(--agree) 13%, transparent)", "solid var(--agree)"],
    disagree: ["color-mix(in srgb, var(--disagree) 14%, transparent)", "dashed var(--disagree)"],
    plain: [`color-mix(in srgb, ${color} 24%, transparent)`, `solid color-mix(in srgb, ${color} 60%, var(--ink))`],
  } as const;
  const [tint, line] = looks[how];
  const set = (name: string, style: string) =>
    `::highlight(${name}) { background-color: ${tint}; text-decoration: underline ${style} 1.5px; text-underline-offset: 0.22em; }`;
  return [set(`s${at}-${how}`, line), set(`s${at}-${how}-new`, line.replace(/^\w+/, "dotted"))];
}
