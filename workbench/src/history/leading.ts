/** Where does a change lead? `address`: to what it is about; `canGoBack`: to how it was before */

import { place } from "../router.svelte.ts";
import type { ChangeOut } from "./shapes.ts";

export function address(change: Pick<ChangeOut, "table" | "id" | "document" | "done">): string | null {
  if (change.done === "removed" || change.done === "trashed") return null;
  if (change.table === "entity") return `/codebook/${change.id}`;
  if (change.table === "document") return place(change.id);
  if (!change.document) return null;
  return change.table === "statement" ? place(change.document, undefined, undefined, change.id) : place(change.document);
}

const ROWS = new Set(["statement", "document", "entity", "note", "statement_type", "variable", "codebook"]);

/** May this one thing be put back as it was? Decisions and what is beside the coding go back with their whole work. */
export function canGoBack(change: Pick<ChangeOut, "table" | "done">): boolean {
  return change.done !== "added" && ROWS.has(change.table);
}
