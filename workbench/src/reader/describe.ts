/** How is a statement told in one line? `spoken`, `stance`, `excerpt` */

import type { Scalar, StatementOut, TypeOut } from "../api/wire.ts";
import { whole } from "../text/offsets.ts";
import { told } from "../ui/values.ts";
import { words } from "../words/index.ts";
import { stanceOf } from "./coding.ts";

export type Stance = "agree" | "disagree" | "plain";

/** The side a statement takes, by the first yes-or-no variable of its type. */
export function stance(type: TypeOut | undefined, values: Record<string, Scalar>): Stance {
  const name = stanceOf(type);
  const value = name === null ? null : values[name];
  return value === true ? "agree" : value === false ? "disagree" : "plain";
}

/** "position: Ada Renvik, Building the Coastal Line, agrees": for buttons and screen readers. */
export function spoken(
  type: TypeOut | undefined,
  statement: Pick<StatementOut, "type" | "values">,
  name: (id: string) => string,
): string {
  const parts = told(statement, type, name).map(({ text }) => text.replace(/^[▲▼]\s*/, ""));
  return words.reader.spoken(statement.type, parts.join(", "));
}

/** The words of a span in one line, cut in the middle where they are many. */
export function excerpt(text: string, start: number, stop: number, most = 120): string {
  const line = (words: string) => words.replace(/\s+/g, " ").trim();
  if (stop - start <= most) return line(text.slice(start, stop));
  const half = Math.floor(most / 2);
  const head = line(text.slice(start, whole(text, start + half)).replace(/\s\S*$/, ""));
  const tail = line(text.slice(whole(text, stop - half), stop).replace(/^\S*\s/, ""));
  return `${head} … ${tail}`;
}
