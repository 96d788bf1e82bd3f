/** What would Undo and Redo do now? `turns` */

import { get } from "../api/client.ts";
import { onAct, onReload } from "../api/live.ts";
import { words } from "../words/index.ts";

interface Turn {
  verb: string;
  summary: string;
}

class Turns {
  undo: Turn | null = $state.raw(null);
  redo: Turn | null = $state.raw(null);
  private latest = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** Ask now, and again shortly after each act. */
  async follow(): Promise<void> {
    const again = () => {
      this.timer ??= setTimeout(() => {
        this.timer = undefined;
        void this.ask();
      }, 200);
    };
    onAct(again);
    onReload(again);
    await this.ask();
  }

  private async ask(): Promise<void> {
    const mine = (this.latest += 1);
    try {
      const now = await get<{ undo: Turn | null; redo: Turn | null }>("/turns");
      if (mine !== this.latest) return; // asked again since
      this.undo = now.undo;
      this.redo = now.redo;
    } catch {
      // The server is gone: what was true before is shown until it is back.
    }
  }
}

export const turns = new Turns();

/** Say what a turn is about. */
export function about(turn: { verb: string; summary: string } | null): string {
  return turn ? words.shell.work(turn.verb, turn.summary) : "";
}
