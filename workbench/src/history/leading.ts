/** Where does a change lead? `address`: to what it is about, if that is somewhere to be seen */

import { place } from "../router.svelte.ts";
import type { ChangeOut } from "./shapes.ts";

export function address(change: Pick<ChangeOut, "table" | "id" | "document" | "done">): string | null {
  if (change.done === "removed" || change.done === "trashed") return null;
  if (change.table === "entity") return `/codebook/${change.id}`;
  if (change.table === "document") return place(change.id);
  if (!change.document) return null;
  return change.table === "statement" ? place(change.document, undefined, undefined, change.id) : place(change.document);
}
