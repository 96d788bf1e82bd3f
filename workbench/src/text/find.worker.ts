/** Looks for patterns beside the page, so that one that never ends can be stopped. */

import { find, type Wanted } from "./find.ts";

let text = "";

self.onmessage = ({ data }: MessageEvent<{ text: string } | { id: number; wanted: Wanted }>) => {
  if ("text" in data) {
    text = data.text;
    return;
  }
  try {
    self.postMessage({ id: data.id, found: find(text, data.wanted) });
  } catch (error) {
    self.postMessage({ id: data.id, wrong: error instanceof Error ? error.message : String(error) });
  }
};
