/** Which key does what in the review? `bound` */

import type { Binding } from "../ui/keys.ts";
import { words } from "../words/index.ts";
import type { Verdict } from "./shapes.ts";

export interface Doing {
  decide: (verdict: Verdict) => void;
  edit: () => void;
  move: (step: 1 | -1) => void;
  undo: () => void;
  open: () => void;
  bulk: () => void;
  /** A suggestion is being corrected: its form has the keys. */
  busy: () => boolean;
  /** There is a suggestion to decide on. */
  here: () => boolean;
}

/** The keys of the review, ready to be bound. */
export function bound(doing: Doing): Binding[] {
  const says = words.review.keys;
  const free = () => !doing.busy();
  const deciding = () => free() && doing.here();
  const key = (name: string, does: string, act: (event: KeyboardEvent) => void, when: () => boolean): Binding => ({ key: name, does, act, when });
  // A key held down too long decides once: nobody has read what comes next.
  const decides = (verdict: Verdict) => (event: KeyboardEvent) => { if (!event.repeat) doing.decide(verdict); };
  return [
    key("a", says.accept, decides("accept"), deciding),
    key("e", says.edit, doing.edit, deciding),
    key("r", says.reject, decides("reject"), deciding),
    key("s", says.skip, decides("skip"), deciding),
    key("j", says.next, () => doing.move(1), deciding),
    key("ArrowDown", says.next, () => doing.move(1), deciding),
    key("k", says.previous, () => doing.move(-1), deciding),
    key("ArrowUp", says.previous, () => doing.move(-1), deciding),
    key("o", says.open, doing.open, deciding),
    key("u", says.undo, doing.undo, free),
    key("b", says.bulk, doing.bulk, free),
  ];
}
