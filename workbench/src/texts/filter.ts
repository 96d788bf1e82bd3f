/** Which texts are listed, in which order? `Filter`: as it stands in the address */

export type Sort = "date" | "title" | "source" | "author" | "statements";

export interface Filter {
  /** As typed, with the blank that another word may follow. */
  words: string;
  source: string;
  language: string;
  coded: "" | "yes" | "no";
  sort: Sort;
  descending: boolean;
}

export const SORTS: readonly Sort[] = ["date", "title", "source", "author", "statements"];

/** Read the filter of an address; what makes no sense is left out. */
export function readFilter(query: Record<string, string>): Filter {
  const sort = SORTS.find((one) => one === query["sort"]) ?? "date";
  const coded = query["coded"] === "yes" || query["coded"] === "no" ? query["coded"] : "";
  return {
    words: query["words"] ?? "",
    source: query["source"] ?? "",
    language: query["language"] ?? "",
    coded,
    sort,
    descending: query["down"] === "1",
  };
}

/** Write a filter for the address; what is as usual is left out. */
export function writeFilter(filter: Filter): Record<string, string> {
  return {
    words: filter.words,
    source: filter.source,
    language: filter.language,
    coded: filter.coded,
    sort: filter.sort === "date" ? "" : filter.sort,
    down: filter.descending ? "1" : "",
  };
}

/** What the server is asked for a filter. */
export function asked(filter: Filter): Record<string, string | boolean> {
  return {
    words: filter.words.trim(),
    source: filter.source,
    language: filter.language,
    sort: filter.sort,
    descending: filter.descending,
    ...(filter.coded ? { coded: filter.coded === "yes" } : {}),
  };
}

/** Does the filter leave anything out? */
export function narrowed(filter: Filter): boolean {
  return filter.words.trim() !== "" || filter.source !== "" || filter.language !== "" || filter.coded !== "";
}

/** The order after a choice: dates, titles and names rise first, counts fall first. */
export function reordered(filter: Filter, sort: Sort): Filter {
  const descending = sort === filter.sort ? !filter.descending : sort === "statements";
  return { ...filter, sort, descending };
}
