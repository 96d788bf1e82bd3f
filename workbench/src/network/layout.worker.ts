/** Places nodes away from the page, so that it stays quick; of large networks a sketch comes first.
 *
 * After each answer it waits to be told to go on: the page draws what it has before the next is computed.
 */

import { placing, type Point, type Wanted } from "./layout.ts";

let steps: Iterator<Point[]> | null = null;

self.onmessage = ({ data }: MessageEvent<{ id: number; wanted?: Wanted }>) => {
  if (data.wanted) steps = placing(data.wanted);
  const step = steps?.next();
  if (step && !step.done) self.postMessage({ id: data.id, points: step.value });
};
