/** What has just happened? `toast`: one quiet line that goes by itself and may carry one thing to do */

export interface Said {
  id: number;
  text: string;
  kind: "told" | "wrong";
  action?: { label: string; act: () => void };
}

const STAYS = 8_000; // milliseconds

class Toasts {
  said: Said[] = $state.raw([]);
  private next = 1;

  /** Say something; what went wrong stays until it is closed. */
  say(text: string, { kind = "told", action }: { kind?: Said["kind"]; action?: Said["action"] } = {}): () => void {
    const id = this.next++;
    const said: Said = { id, text, kind, ...(action ? { action } : {}) };
    this.said = [...this.said.slice(-2), said];
    if (kind === "told") setTimeout(() => this.close(id), STAYS);
    return () => this.close(id);
  }

  /** Say what went wrong, from anything that was thrown. */
  wrong(error: unknown): void {
    this.say(error instanceof Error ? error.message : String(error), { kind: "wrong" });
  }

  close(id: number): void {
    this.said = this.said.filter((one) => one.id !== id);
  }
}

export const toast = new Toasts();
