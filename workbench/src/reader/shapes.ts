/** What does the reader get of a text? The answers of `/api/documents/…`; offsets count UTF-16 units. */

import type { StatementOut, Values } from "../api/wire.ts";
import type { Span } from "../text/offsets.ts";
import type { Region } from "../text/paragraphs.ts";

export interface DocumentOut {
  id: string;
  title: string;
  author: string;
  source: string;
  section: string;
  type: string;
  date: string;
  language: string;
  notes: string;
  version: number;
  versions: number;
  text: string;
  length: number;
  direction: "ltr" | "rtl";
  regions: Region[];
  pages: number[];
  copies: { id: string; title: string; source: string; date: string }[];
  provenance: Provenance | null;
}

export interface Provenance {
  location: string;
  part: string;
  sha256: string;
  media_type: string;
  reader: string;
  read_at: string;
  evidence: Record<string, string>;
  warnings: string[];
}

export interface StatementsOut {
  last: number;
  statements: StatementOut[];
}

export interface Columns {
  starts: number[];
  stops: number[];
}

export interface Mentions {
  starts: number[];
  stops: number[];
  entities: string[];
}

/** What waits for a decision; entity values are names, `entities` the identities of those that are known. */
export interface SuggestionOut extends Span {
  id: string;
  type: string;
  document: string;
  version: number;
  quotation: string;
  values: Values;
  entities: Record<string, string | null>;
  voices: { name: string; kind: string }[];
  score: number;
  suggester: string;
  reasons: string[];
  state: string;
}

/** What a coder of a text sees of its metadata and may change. */
export const DETAILS = ["title", "author", "source", "section", "type", "date", "language", "notes"] as const;
export type Detail = (typeof DETAILS)[number];

/** What of the details was changed, as it was and as it shall be; null if nothing was. */
export function changed(
  before: Pick<DocumentOut, Detail>,
  typed: Partial<Record<Detail, string>>,
): { was: Partial<Record<Detail, string>>; now: Partial<Record<Detail, string>> } | null {
  const names = DETAILS.filter((name) => typed[name] !== undefined && typed[name]?.trim() !== before[name]);
  if (names.length === 0) return null;
  return {
    was: Object.fromEntries(names.map((name) => [name, before[name]])),
    now: Object.fromEntries(names.map((name) => [name, typed[name]?.trim() ?? ""])),
  };
}
