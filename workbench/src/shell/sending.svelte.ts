/** Is everything saved? `sending`: the state of the outbox as a rune */

import type { Outbox, State } from "../api/outbox.ts";

class SendingState {
  now: State = $state.raw({ sending: "saved", waiting: 0, unstored: 0, refused: [] });
  /** Does the server answer? Known from the stream of what happens. */
  reached = $state(true);
  signedOut = $state(false);
  outbox: Outbox | null = null;

  follow(outbox: Outbox): void {
    this.outbox = outbox;
    outbox.watch((state) => (this.now = state));
  }
}

export const sending = new SendingState();
