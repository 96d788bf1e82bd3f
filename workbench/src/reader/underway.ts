/** What is on its way to the server? `Underway`: until it is there, what the stream tells of it is held back */

interface Held<Row> {
  acts: number;
  heard: Set<string>;
  row: Row | null;
}

export class Underway<Row> {
  private readonly all = new Map<string, Held<Row>>();

  get ids(): string[] {
    return [...this.all.keys()];
  }

  has(id: string): boolean {
    return this.all.has(id);
  }

  /** An act on this is sent. */
  begin(id: string): void {
    const held = this.all.get(id);
    if (held) held.acts++;
    else this.all.set(id, { acts: 1, heard: new Set(), row: null });
  }

  /** Holds back what an act made of this (null: nothing is left of it); false if nothing of ours is under way. */
  hold(id: string, act: string, row: Row | null): boolean {
    const held = this.all.get(id);
    if (!held) return false;
    held.heard.add(act);
    held.row = row;
    return true;
  }

  /**
   * The act was answered. Returns what was held back, once nothing else is under way and the act's own news was
   * among it; undefined if that is still to come.
   */
  end(id: string, act: string): Row | null | undefined {
    const held = this.all.get(id);
    if (!held || --held.acts > 0) return undefined;
    this.all.delete(id);
    return held.heard.has(act) ? held.row : undefined;
  }
}
