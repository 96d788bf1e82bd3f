/** Which component shows which address? `view`, `fetchAll`: each is fetched when it is first wanted, or when there is time */

import type { Component } from "svelte";
import type { Name, Route } from "../router.svelte.ts";

export type View = Component<{ route: Route }>;

const VIEWS: Record<Exclude<Name, "nowhere">, () => Promise<{ default: View | Component<Record<string, never>> }>> = {
  texts: () => import("../texts/Texts.svelte"),
  reader: () => import("../reader/Reader.svelte"),
  review: () => import("../review/Queue.svelte"),
  codebook: () => import("../codebook/Codebook.svelte"),
  network: () => import("../network/NetworkView.svelte"),
  matrix: () => import("../network/MatrixView.svelte"),
  time: () => import("../timeline/Timeline.svelte"),
  search: () => import("../search/Search.svelte"),
  history: () => import("../history/History.svelte"),
  trash: () => import("../history/Trash.svelte"),
};
const CALM = 4_000; // milliseconds after the start, so that the first page comes alone

/** Fetch the component of a view; null for an address that no view has. */
export async function view(name: Name): Promise<View | null> {
  return name === "nowhere" ? null : ((await VIEWS[name]()).default as View); // one that asks for no route gets it, too
}

/** Fetch all views soon, one after the other: the server may be gone when they are wanted. */
export function fetchAll(): void {
  setTimeout(() => void each(), CALM);
}

async function each(): Promise<void> {
  for (const fetch of Object.values(VIEWS)) await fetch().catch(() => {});
}
