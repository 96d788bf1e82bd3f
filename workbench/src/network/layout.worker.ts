/** Places nodes away from the page, so that it stays quick; of large networks a sketch comes first. */

import { placing, type Wanted } from "./layout.ts";

self.onmessage = (event: MessageEvent<{ id: number; wanted: Wanted }>) => {
  const { id, wanted } = event.data;
  for (const points of placing(wanted)) self.postMessage({ id, points });
};
