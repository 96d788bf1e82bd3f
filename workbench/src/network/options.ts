/** What does the network view show? `Options`, read from and written to its address: `readOptions`, `address`, `networkBody` */

import { CHOICE, choiceBody, number, oneOf, parts, readChoice, writeChoice, type Choice } from "../api/seeing.ts";
import { href } from "../router.svelte.ts";

export const KINDS = ["subtract", "congruence", "conflict", "affiliation", "relations", "ignore"] as const;
export type Kind = (typeof KINDS)[number];
export const NORMALIZATIONS = ["", "average", "jaccard", "cosine", "activity", "prominence"] as const;
export type Normalization = (typeof NORMALIZATIONS)[number];
export const AGGREGATIONS = ["subtract", "combine", "ignore"] as const;
export const UNITS = ["days", "weeks", "months", "years", "events"] as const;
export type Unit = (typeof UNITS)[number];
export const KERNELS = ["", "uniform", "triangular", "epanechnikov", "gaussian"] as const;

/** Windows that move over time. */
export interface Windows {
  unit: Unit;
  width: number;
  step: number;
  kernel: (typeof KERNELS)[number];
}

export interface Options extends Choice {
  kind: Kind;
  aggregation: (typeof AGGREGATIONS)[number];
  normalization: Normalization;
  isolates: boolean;
  most: number;
  /** Null: the whole range at once. */
  windows: Windows | null;
  /** Number of the slice shown, from 0; it may lie between two. */
  at: number;
  /** The node or tie whose quotations are beside the picture: keys of nodes. */
  chosen: string[];
  table: boolean;
}

export const USUAL: Options = {
  ...CHOICE, kind: "subtract", aggregation: "subtract", normalization: "", isolates: false, most: 1_500,
  windows: null, at: 0, chosen: [], table: false,
};

/** Which normalizations a kind of network has. */
export function normalizationsOf(kind: Kind): Normalization[] {
  if (kind === "affiliation") return ["", "activity", "prominence"];
  return kind === "relations" ? [""] : ["", "average", "jaccard", "cosine"];
}

export function readOptions(query: Record<string, string>): Options {
  const kind = oneOf(KINDS, query["kind"], USUAL.kind);
  const normalization = oneOf(NORMALIZATIONS, query["norm"], "");
  return {
    ...readChoice(query),
    kind,
    aggregation: oneOf(AGGREGATIONS, query["count"], USUAL.aggregation),
    normalization: normalizationsOf(kind).includes(normalization) ? normalization : "",
    isolates: query["isolates"] === "1",
    most: Math.round(number(query["most"], 10, 20_000, USUAL.most)),
    windows: kind === "relations" ? null : readWindows(query["window"]),
    at: number(query["at"], 0, 1_000, 0),
    chosen: parts(query["chosen"] ?? "").slice(0, 2),
    table: query["as"] === "table",
  };
}

/** "3-months-1" or "3-months-1-gaussian": width, unit, step, kernel. */
function readWindows(word: string | undefined): Windows | null {
  const [width, unit, step, kernel] = (word ?? "").split("-");
  const known = UNITS.find((one) => one === unit);
  if (!known || !(Number(width) >= 1) || !(Number(step) >= 1)) return null;
  return {
    unit: known,
    width: Math.min(100_000, Math.round(Number(width))),
    step: Math.min(100_000, Math.round(Number(step))),
    kernel: known === "events" ? "" : oneOf(KERNELS, kernel, ""),
  };
}

/** Return the address that shows these options; what is usual is left out. */
export function address(options: Options, path = "/network"): string {
  const { windows } = options;
  return href(path, {
    kind: options.kind === USUAL.kind ? "" : options.kind,
    count: options.aggregation === USUAL.aggregation ? "" : options.aggregation,
    norm: options.normalization,
    isolates: options.isolates ? "1" : "",
    most: options.most === USUAL.most ? "" : options.most,
    window: windows ? [windows.width, windows.unit, windows.step, windows.kernel].filter(Boolean).join("-") : "",
    at: windows && options.at ? Math.round(options.at * 100) / 100 : "",
    chosen: options.chosen.map(encodeURIComponent).join(","),
    as: options.table ? "table" : "",
    ...writeChoice(options),
  });
}

/** Return the request for a network of these options. */
export function networkBody(options: Options): Record<string, unknown> {
  const { kind, aggregation, normalization, isolates, most } = options;
  return { ...choiceBody(options), kind, aggregation, normalization: normalization || null, isolates, most };
}

/** Return the request for its slices. */
export function slicesBody(options: Options, windows: Windows): Record<string, unknown> {
  return { ...networkBody(options), ...windowsBody(windows) };
}

/** Return the request for one of its slices, counted from 0. */
export function sliceBody(options: Options, windows: Windows, number: number): Record<string, unknown> {
  return { ...networkBody(options), slice: { ...windowsBody(windows), number } };
}

function windowsBody({ unit, width, step, kernel }: Windows): Record<string, unknown> {
  return { unit, width, step, kernel: kernel || null };
}

/** The key of a node, and back. */
export function keyOf(node: { name: string; mode: string }): string {
  return `${node.mode}:${node.name}`;
}

export function named(key: string): { name: string; mode: "row" | "column" } {
  const at = key.indexOf(":");
  return { mode: key.slice(0, at) === "column" ? "column" : "row", name: key.slice(at + 1) };
}
