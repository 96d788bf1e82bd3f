/** What goes over the wire of networks, matrices and time, and the choice of statements behind them:
 * `Choice`, `readChoice`, `writeChoice`, `choiceBody` */

import type { Query } from "./client.ts";
import type { Told } from "./wire.ts";

export type NodeOut = Told<"NodeOut">;
export type UsedOut = Told<"UsedOut">;
export type NetworkOut = Told<"NetworkOut">;
export type CoalitionsOut = Told<"CoalitionsOut">;
export type SliceOut = Told<"SliceOut">;
export type SlicesOut = Told<"SlicesOut">;
export type MatrixOut = Told<"MatrixOut">;
export type SeriesOut = Told<"SeriesOut">;
export type EventOut = Told<"EventOut">;
export type TimelineOut = Told<"TimelineOut">;

/** Places of source and target in the nodes, weight, statements for and against (-1: not known). */
export type TieOut = [source: number, target: number, weight: number, plus: number, minus: number];

/** Row, column, agree, disagree, neither, and how many of these nobody reviewed. */
export type CellOut = [row: number, column: number, agree: number, disagree: number, neither: number, unreviewed: number];

export const DUPLICATES = ["include", "document", "week", "month", "year", "acrossrange", "group", "source"] as const;
export type Duplicates = (typeof DUPLICATES)[number];

/** Which statements, and who and what in them: what all views of the whole debate share. */
export interface Choice {
  type: string;
  actors: string;
  concepts: string;
  /** The variable that says agree or disagree, or how much; "": the usual one. */
  qualifier: string;
  attribute: string;
  duplicates: Duplicates;
  include: Record<string, string[]>;
  exclude: Record<string, string[]>;
  least: Record<string, number>;
  since: string;
  until: string;
  unreviewed: boolean;
  resolution: number;
  runs: number;
}

export const CHOICE: Choice = {
  type: "", actors: "", concepts: "concept", qualifier: "", attribute: "", duplicates: "document",
  include: {}, exclude: {}, least: {}, since: "", until: "", unreviewed: false, resolution: 1, runs: 50,
};

/** Read the choice out of an address; what makes no sense is as if it were not there. */
export function readChoice(query: Record<string, string>, usual: Choice = CHOICE): Choice {
  const lists = (prefix: string) =>
    Object.fromEntries(
      Object.entries(query)
        .filter(([key, value]) => key.startsWith(prefix) && value)
        .map(([key, value]) => [key.slice(prefix.length), parts(value)]),
    );
  const least: Record<string, number> = {};
  for (const [key, value] of Object.entries(query)) {
    const number = Number(value);
    if (key.startsWith("least.") && Number.isInteger(number) && number > 1) least[key.slice(6)] = number;
  }
  return {
    type: query["type"] ?? usual.type,
    actors: query["actors"] ?? usual.actors,
    concepts: query["concepts"] ?? usual.concepts,
    qualifier: query["sides"] ?? usual.qualifier,
    attribute: query["by"] ?? usual.attribute,
    duplicates: oneOf(DUPLICATES, query["once"], usual.duplicates),
    include: lists("only."),
    exclude: lists("not."),
    least,
    since: date(query["since"]),
    until: date(query["until"]),
    unreviewed: query["waiting"] === "1",
    resolution: number(query["resolution"], 0.05, 20, usual.resolution),
    runs: number(query["runs"], 1, 500, usual.runs),
  };
}

/** Write a choice into the query of an address; what is usual is left out. */
export function writeChoice(choice: Choice, usual: Choice = CHOICE): Query {
  const unlike = <T>(value: T, other: T) => (value === other ? "" : String(value));
  const query: Query = {
    type: unlike(choice.type, usual.type),
    actors: unlike(choice.actors, usual.actors),
    concepts: unlike(choice.concepts, usual.concepts),
    sides: unlike(choice.qualifier, usual.qualifier),
    by: unlike(choice.attribute, usual.attribute),
    once: unlike(choice.duplicates, usual.duplicates),
    since: choice.since,
    until: choice.until,
    waiting: choice.unreviewed ? "1" : "",
    resolution: unlike(choice.resolution, usual.resolution),
    runs: unlike(choice.runs, usual.runs),
  };
  for (const [prefix, lists] of [["only.", choice.include], ["not.", choice.exclude]] as const) {
    for (const [column, values] of Object.entries(lists)) {
      if (values.length > 0) query[prefix + column] = values.map(encodeURIComponent).join(",");
    }
  }
  for (const [column, least] of Object.entries(choice.least)) if (least > 1) query[`least.${column}`] = least;
  return query;
}

/** Return what of a request the choice is. */
export function choiceBody(choice: Choice): Record<string, unknown> {
  return Object.fromEntries((Object.keys(CHOICE) as (keyof Choice)[]).map((name) => [name, choice[name]]));
}

/** Read values that stand one after the other, each with its own commas written as in an address. */
export function parts(list: string): string[] {
  return list.split(",").filter(Boolean).map((part) => {
    try {
      return decodeURIComponent(part);
    } catch {
      return part; // somebody typed a "%"
    }
  });
}

export function oneOf<T extends string>(known: readonly T[], word: string | undefined, usual: T): T {
  return known.find((one) => one === word) ?? usual;
}

export function number(word: string | undefined, least: number, most: number, usual: number): number {
  const value = Number(word);
  return word && Number.isFinite(value) ? Math.min(most, Math.max(least, value)) : usual;
}

function date(word: string | undefined): string {
  return word && /^\d{4}(-\d\d(-\d\d)?)?$/.test(word) ? word : "";
}
