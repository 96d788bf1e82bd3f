/** What does the reader get of a text? The answers of `/api/documents/…`; offsets count UTF-16 units. */

import type { Told } from "../api/wire.ts";

export type DocumentOut = Told<"DocumentOut">;
export type StatementsOut = Told<"StatementsOut">;
export type Columns = Told<"Sentences">;
export type Mentions = Told<"Mentions">;
export type SuggestionOut = Told<"SuggestionOut">;

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
