/** How far is the review? `progress` from the counts by state */

import type { States } from "./shapes.ts";

export interface Progress {
  decided: number;
  all: number;
  waiting: number;
  accepted: number;
  rejected: number;
  skipped: number;
}

/** Count what was decided, of all that is proposed; what was withdrawn doesn't count. */
export function progress(states: States): Progress {
  const { waiting = 0, skipped = 0, accepted = 0, rejected = 0 } = states;
  const decided = accepted + rejected;
  return { decided, all: decided + waiting + skipped, waiting, accepted, rejected, skipped };
}
