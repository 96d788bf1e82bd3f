/** Who looks for a pattern without ever stopping the page? `Finder` */

import type { Wanted } from "./find.ts";
import type { Span } from "./offsets.ts";

const PATIENCE = 3_000; // milliseconds until a pattern counts as one that never ends

export interface Found {
  spans: Span[];
  wrong: string; // what is wrong with the pattern; "slow" if it took too long
}

export class Finder {
  private worker: Worker | null = null;
  private asked = 0;
  private waiting: { id: number; answer: (found: Found) => void; timer: ReturnType<typeof setTimeout> } | null = null;

  constructor(private readonly text: string) {}

  /** Looks in the text; an earlier search that has not ended is given up and answers nothing. */
  find(wanted: Wanted): Promise<Found> {
    this.giveUp("");
    return new Promise((answer) => {
      const id = ++this.asked;
      const timer = setTimeout(() => this.giveUp("slow"), PATIENCE);
      this.waiting = { id, answer, timer };
      this.open().postMessage({ id, wanted: { ...wanted } });
    });
  }

  close(): void {
    this.giveUp("");
    this.worker?.terminate();
    this.worker = null;
  }

  private open(): Worker {
    if (this.worker) return this.worker;
    this.worker = new Worker(new URL("./find.worker.ts", import.meta.url), { type: "module" });
    this.worker.onmessage = ({ data }: MessageEvent<{ id: number; found?: Span[]; wrong?: string }>) => {
      if (this.waiting?.id !== data.id) return;
      clearTimeout(this.waiting.timer);
      this.waiting.answer({ spans: data.found ?? [], wrong: data.wrong ?? "" });
      this.waiting = null;
    };
    this.worker.postMessage({ text: this.text });
    return this.worker;
  }

  private giveUp(why: string): void {
    if (!this.waiting) return;
    clearTimeout(this.waiting.timer);
    this.waiting.answer({ spans: [], wrong: why });
    this.waiting = null;
    this.worker?.terminate();
    this.worker = null;
  }
}
