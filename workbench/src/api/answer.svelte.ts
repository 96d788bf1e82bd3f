/** What does the server say to a question, now and after every change? `Answer` */

import { Fault, post } from "./client.ts";
import { onAct, onReload } from "./live.ts";

const REST = 800; // milliseconds after a change, so that many at once are one

export class Answer<Told> {
  value = $state.raw<Told | null>(null);
  fault = $state.raw<Fault | null>(null);
  loading = $state(false);
  private body = "";
  private latest = 0;
  private pending: ReturnType<typeof setTimeout> | undefined;
  private readonly stops: (() => void)[];

  constructor(private readonly path: string) {
    const again = () => {
      clearTimeout(this.pending);
      this.pending = setTimeout(() => void this.ask(), REST);
    };
    this.stops = [onAct((act) => { if (act.many || act.changes.length > 0) again(); }), onReload(again)];
  }

  /** Ask, with another body or the one from before; of several questions the last one counts. */
  async ask(body = this.body): Promise<void> {
    this.body = body;
    const mine = (this.latest += 1);
    this.loading = true;
    try {
      const told = await post<Told>(this.path, JSON.parse(body));
      if (mine === this.latest) [this.value, this.fault] = [told, null];
    } catch (error) {
      if (mine !== this.latest) return;
      if (!(error instanceof Fault)) throw error;
      this.fault = error;
    } finally {
      if (mine === this.latest) this.loading = false;
    }
  }

  close(): void {
    for (const stop of this.stops) stop();
    clearTimeout(this.pending);
    this.latest += 1;
  }
}
