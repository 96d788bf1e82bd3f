/** How is the state of the outbox said? `savedWords` */

import type { State } from "../api/outbox.ts";
import { words } from "../words/index.ts";

export interface Said {
  text: string;
  /** Nothing a person must know about. */
  calm: boolean;
}

/** Say whether everything is saved; what can be lost comes first. */
export function savedWords(state: State, reached: boolean, signedOut: boolean): Said {
  if (state.unstored > 0 && state.sending !== "saving") return { text: words.shell.unstored(state.unstored), calm: false };
  if (signedOut || state.sending === "signed-out") return { text: words.shell.signedOut(state.waiting), calm: false };
  if (!reached || state.sending === "away") return { text: words.shell.away(state.waiting), calm: false };
  if (state.waiting > 0 || state.sending === "saving") return { text: words.shell.saving, calm: true };
  return { text: words.shell.saved, calm: true };
}
