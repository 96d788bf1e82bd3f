/** Places nodes away from the page, so that it stays quick. */

import { place, type Wanted } from "./layout.ts";

self.onmessage = (event: MessageEvent<{ id: number; wanted: Wanted }>) => {
  const { id, wanted } = event.data;
  self.postMessage({ id, points: place(wanted) });
};
