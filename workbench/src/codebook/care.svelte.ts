/** How is the codebook used, and what wants care? `care`: kept fresh while the view is open */

import { codebook } from "../api/codebook.svelte.ts";
import { get } from "../api/client.ts";
import { onAct, onReload, onStream } from "../api/live.ts";
import type { CareOut, UsageOut, Use } from "./shapes.ts";

const CALM = 400; // milliseconds without an act before counts are read again
const NEVER: Use = { statements: 0, documents: 0, last: "" };

class Care {
  usage: UsageOut = $state.raw({ entities: {}, types: {} });
  found: CareOut | null = $state.raw(null);
  /** Counts the readings, so that lists of quotations know when to read again. */
  read = $state(0);
  private latest = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** Pairs and unused entries that are still there. */
  readonly count = $derived((this.found?.pairs.length ?? 0) + (this.found?.unused.length ?? 0));

  async load(): Promise<void> {
    const mine = (this.latest += 1);
    const [usage, found] = await Promise.all([get<UsageOut>("/codebook/usage"), get<CareOut>("/codebook/care")]);
    if (mine !== this.latest) return; // asked again since
    this.usage = usage;
    this.found = found;
    this.read += 1;
  }

  use(id: string): Use {
    return this.usage.entities[id] ?? NEVER;
  }

  /** Follow the project; returns how to stop. */
  follow(failed: (error: unknown) => void): () => void {
    const again = () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => void this.load().catch(failed), CALM);
    };
    const back = (open: boolean) => { if (open && this.read === 0) again(); };
    const stops = [onAct(again), onReload(again), onStream(back)];
    void this.load().catch(failed);
    return () => {
      clearTimeout(this.timer);
      for (const stop of stops) stop();
    };
  }

  /** Pairs of entities that are both there now. */
  pairs() {
    return (this.found?.pairs ?? []).flatMap((pair) => {
      const [one, other] = [codebook.entity(pair.one), codebook.entity(pair.other)];
      return one && other ? [{ ...pair, one, other }] : [];
    });
  }
}

export const care = new Care();
