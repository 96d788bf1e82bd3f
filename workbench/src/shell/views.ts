/** Which component shows which address? `views`, `titles`: each is fetched when it is first wanted */

import type { Component } from "svelte";
import type { Name, Route } from "../router.svelte.ts";

export type View = Component<{ route: Route }>;

const FILES: Record<Exclude<Name, "nowhere">, string> = {
  texts: "../texts/Texts.svelte",
  reader: "../reader/Reader.svelte",
  review: "../review/Queue.svelte",
  codebook: "../codebook/Codebook.svelte",
  network: "../network/NetworkView.svelte",
  matrix: "../network/MatrixView.svelte",
  time: "../timeline/Timeline.svelte",
  search: "../search/Search.svelte",
  history: "../history/History.svelte",
  trash: "../history/Trash.svelte",
};

const found = import.meta.glob<{ default: View }>([
  "../texts/Texts.svelte",
  "../reader/Reader.svelte",
  "../review/Queue.svelte",
  "../codebook/Codebook.svelte",
  "../network/NetworkView.svelte",
  "../network/MatrixView.svelte",
  "../timeline/Timeline.svelte",
  "../search/Search.svelte",
  "../history/History.svelte",
  "../history/Trash.svelte",
]);

/** Fetch the component of a view; null if this build has none. */
export async function view(name: Name): Promise<View | null> {
  if (name === "nowhere") return null;
  const load = found[FILES[name]];
  return load ? (await load()).default : null;
}
