/** What is shown of the queue, and in which order? `Filters` in the address and in the request */

import type { Query } from "../api/client.ts";
import { href } from "../router.svelte.ts";

export const SORTS = ["document", "score", "uncertainty", "concept", "actor"] as const;
export type Sort = (typeof SORTS)[number];

export interface Filters {
  sort: Sort;
  descending: boolean;
  state: "waiting" | "skipped";
  type: string;
  suggester: string;
  document: string;
  /** From 0 to 1; 0: all. */
  min: number;
}

export const ALL: Filters = {
  sort: "document", descending: false, state: "waiting", type: "", suggester: "", document: "", min: 0,
};

/** Read the filters of an address; what makes no sense there is as usual. */
export function read(query: Readonly<Record<string, string>>): Filters {
  const min = Number(query["min"] ?? 0);
  return {
    sort: SORTS.find((sort) => sort === query["sort"]) ?? ALL.sort,
    descending: query["descending"] === "true",
    state: query["state"] === "skipped" ? "skipped" : "waiting",
    type: query["type"] ?? "",
    suggester: query["suggester"] ?? "",
    document: query["document"] ?? "",
    min: min > 0 && min <= 1 ? min : 0,
  };
}

/** Address of the view under these filters; the usual ones are left out. */
export function addressed(filters: Filters): string {
  const query: Record<string, string | number | boolean> = {};
  for (const [key, value] of Object.entries(filters)) {
    if (value !== ALL[key as keyof Filters]) query[key] = value;
  }
  return href("/review", query);
}

/** The same filters in a request. */
export function asked(filters: Filters): Query {
  const { sort, descending, state, type, suggester, document, min } = filters;
  return { sort, descending, state, type, suggester, document, min_score: min || "" };
}

/** Is anything left out, apart from what was skipped or still waits? */
export function isNarrow(filters: Filters): boolean {
  return filters.type !== "" || filters.suggester !== "" || filters.document !== "" || filters.min > 0;
}

/** Another order begins at the end that helps first: the best scores, the least certain, else A to Z. */
export function resorted(filters: Filters, sort: Sort): Filters {
  return { ...filters, sort, descending: sort === "score" };
}
