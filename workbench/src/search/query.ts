/** What is looked for? `read`, `inAddress`, `asked`, `beginning`: the state of the search, all of it in the address */

import { href } from "../router.svelte.ts";

/** In the order in which they are shown. */
export const KINDS = ["entities", "statements", "texts", "notes"] as const;
export type Kind = (typeof KINDS)[number];

export interface Wanted {
  q: string;
  /** Only this kind; "" for all of them. */
  kind: Kind | "";
  source: string;
  since: string;
  until: string;
  coder: string;
  type: string;
  actor: string;
  concept: string;
  document: string;
}

export const FILTERS = ["source", "since", "until", "coder", "type", "actor", "concept", "document"] as const;

/** Read the query of an address. */
export function read(query: Readonly<Record<string, string>>): Wanted {
  const kind = KINDS.find((one) => one === query["kind"]) ?? "";
  const wanted = { q: query["q"] ?? "", kind } as Wanted;
  for (const name of FILTERS) wanted[name] = query[name] ?? "";
  return wanted;
}

/** Address of a search. */
export function inAddress(wanted: Wanted): string {
  return href("/search", { ...wanted });
}

/** How many filters narrow it. */
export function narrowed(wanted: Wanted): number {
  return FILTERS.filter((name) => wanted[name] !== "").length;
}

/** The same without its filters. */
export function without(wanted: Wanted): Wanted {
  return read({ q: wanted.q, kind: wanted.kind });
}

/** Is there anything to ask for? A filter alone will do, one that statements can have. */
export function askable(wanted: Wanted): boolean {
  return /[\p{L}\p{N}]/u.test(wanted.q) || narrowed(wanted) > 0;
}

/** Path of the question for the server. */
export function asked(wanted: Wanted, { kind = wanted.kind, offset = 0, limit = kind ? 30 : 6 }: { kind?: Kind | ""; offset?: number; limit?: number } = {}): string {
  const parts = new URLSearchParams({ q: beginning(wanted.q) });
  if (kind) parts.set("kinds", kind);
  for (const name of ["source", "since", "until", "coder", "type", "document"] as const) {
    if (wanted[name]) parts.set(name, wanted[name].trim());
  }
  for (const entity of [wanted.actor, wanted.concept]) if (entity) parts.append("entity", entity);
  if (offset > 0) parts.set("offset", String(offset));
  parts.set("limit", String(limit));
  return `/search?${parts}`;
}

/** The last word may be unfinished: it stands for all words that begin with it, unless it is in quotation marks. */
export function beginning(typed: string): string {
  const open = (typed.match(/"/g)?.length ?? 0) % 2 === 1;
  return !open && /[\p{L}\p{N}]{2}$/u.test(typed) ? `${typed}*` : typed;
}
