/** Which rows of a very long list are here? `Pages`: fetched as they come into sight, the oldest forgotten */

export interface Page<Row> {
  total: number;
  rows: Row[];
}

const ROWS = 100; // in one page
const KEPT = 40; // pages, about two thousand screens of a phone

export class Pages<Row> {
  total = 0;
  private pages = new Map<number, Row[]>();
  private asked = new Map<number, AbortController>();
  private sight: [number, number] = [0, 0];
  private round = 0; // answers to an earlier question are dropped

  constructor(
    private readonly fetch: (offset: number, limit: number, signal: AbortSignal) => Promise<Page<Row>>,
    private readonly changed: () => void,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** Return a row if it is here. */
  row(at: number): Row | undefined {
    return this.pages.get(Math.floor(at / ROWS))?.[at % ROWS];
  }

  /** Fetch what is missing of the rows in sight. */
  want(from: number, to: number): void {
    this.sight = [from, to];
    const first = Math.floor(from / ROWS);
    const last = Math.floor(Math.max(from, to - 1) / ROWS);
    for (const [page, control] of this.asked) {
      if (page >= first - 1 && page <= last + 1) continue;
      control.abort();
      this.asked.delete(page); // who comes back asks anew
    }
    for (let page = first; page <= last; page += 1) {
      if (!this.pages.has(page) && !this.asked.has(page)) void this.load(page);
    }
  }

  /** Ask a new question: what is here stays in sight until the answer comes. */
  async reset(from = 0): Promise<void> {
    this.round += 1;
    for (const control of this.asked.values()) control.abort();
    this.asked.clear();
    await this.load(Math.floor(from / ROWS), true);
  }

  private async load(page: number, fresh = false): Promise<void> {
    const round = this.round;
    const control = new AbortController();
    this.asked.set(page, control);
    try {
      const answer = await this.fetch(page * ROWS, ROWS, control.signal);
      if (round !== this.round) return;
      if (fresh) this.pages.clear();
      this.total = answer.total;
      this.pages.delete(page);
      this.pages.set(page, answer.rows);
      for (const old of this.pages.keys()) {
        if (this.pages.size <= KEPT) break;
        this.pages.delete(old);
      }
      this.changed();
      if (fresh) this.want(...this.sight); // rows in sight may stand on two pages
    } catch (error) {
      if (round === this.round && !control.signal.aborted) this.failed(error);
    } finally {
      if (this.asked.get(page) === control) this.asked.delete(page);
    }
  }
}
