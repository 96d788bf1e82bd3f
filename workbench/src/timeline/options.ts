/** What does the view of time show? `TimeOptions`, read from and written to its address */

import { CHOICE, choiceBody, number, oneOf, readChoice, writeChoice, type Choice } from "../api/seeing.ts";
import { href } from "../router.svelte.ts";

export const BY = ["concepts", "actors", "document.source", "document.language", ""] as const;
export const UNITS = ["", "week", "month", "quarter", "year"] as const;

export interface TimeOptions extends Choice {
  by: (typeof BY)[number];
  unit: (typeof UNITS)[number];
  most: number;
  /** The stretch that is taken, as dates; empty: none. */
  from: string;
  to: string;
  /** The row whose quotations are shown; "" for all together. */
  value: string;
  table: boolean;
}

export const USUAL: TimeOptions = {
  ...CHOICE, duplicates: "include", by: "concepts", unit: "", most: 9, from: "", to: "", value: "", table: false,
};

export function readTime(query: Record<string, string>): TimeOptions {
  const day = (word: string | undefined) => (word && /^\d{4}-\d\d-\d\d$/.test(word) ? word : "");
  return {
    ...readChoice({ ...query, by: "" }, USUAL),
    by: oneOf(BY, query["rows"] === "none" ? "" : query["rows"], USUAL.by),
    unit: oneOf(UNITS, query["unit"], ""),
    most: Math.round(number(query["most"], 1, 60, USUAL.most)),
    from: day(query["from"]),
    to: day(query["to"]),
    value: query["value"] ?? "",
    table: query["as"] === "table",
  };
}

export function timeAddress(options: TimeOptions): string {
  return href("/time", {
    rows: options.by === USUAL.by ? "" : options.by || "none",
    unit: options.unit,
    most: options.most === USUAL.most ? "" : options.most,
    from: options.from,
    to: options.to,
    value: options.value,
    as: options.table ? "table" : "",
    ...writeChoice(options, USUAL),
  });
}

export function timeBody(options: TimeOptions): Record<string, unknown> {
  const { by, unit, most } = options;
  return { ...choiceBody(options), by, unit, most };
}
