/** What is looked for? `read`, `inAddress`, `asked`, `beginning`, `kindsOf`: the state of the search, all of it in the address */

import type { TypeOut } from "../api/wire.ts";
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
  /** Identities of names, with commas between them: statements have all of them. */
  entity: string;
  document: string;
}

export const FILTERS = ["source", "since", "until", "coder", "type", "entity", "document"] as const;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Read the query of an address; what can be no identity is left out. */
export function read(query: Readonly<Record<string, string>>): Wanted {
  const kind = KINDS.find((one) => one === query["kind"]) ?? "";
  const wanted = { q: query["q"] ?? "", kind } as Wanted;
  for (const name of FILTERS) wanted[name] = query[name] ?? "";
  wanted.entity = wanted.entity.split(",").filter((one) => ID.test(one)).join(",");
  if (!ID.test(wanted.document)) wanted.document = "";
  return wanted;
}

/** Kinds of names that statements may have, in the order of the statement types. */
export function kindsOf(types: readonly TypeOut[]): string[] {
  return [...new Set(types.flatMap((type) => type.variables.map((variable) => variable.entities)))].filter(Boolean);
}

/** The same with another name of its kind; `ofKind` says which are of that kind. */
export function named(wanted: Wanted, entity: string | null, ofKind: (id: string) => boolean): Wanted {
  const others = wanted.entity.split(",").filter((one) => one !== "" && !ofKind(one));
  return { ...wanted, entity: [...others, ...(entity ? [entity] : [])].join(",") };
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
  for (const entity of wanted.entity.split(",").filter(Boolean)) parts.append("entity", entity);
  if (offset > 0) parts.set("offset", String(offset));
  parts.set("limit", String(limit));
  return `/search?${parts}`;
}

/** The last word may be unfinished: it stands for all words that begin with it, unless it is in quotation marks. */
export function beginning(typed: string): string {
  const open = (typed.match(/"/g)?.length ?? 0) % 2 === 1;
  return !open && /[\p{L}\p{N}]{2}$/u.test(typed) ? `${typed}*` : typed;
}
