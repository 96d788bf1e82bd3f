/** Which answer counts? `Latest`: of questions asked while somebody types, only the last one's */

export class Latest<Answer> {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: AbortController | null = null;
  private number = 0;

  constructor(
    private readonly ask: (question: string, signal: AbortSignal) => Promise<Answer>,
    private readonly told: (answer: Answer, question: string) => void,
    private readonly failed: (error: unknown) => void,
    private readonly patience = 120,
  ) {}

  /** Ask once nobody has typed for a moment, or `now`; what was asked before is given up. */
  question(question: string, { now = false } = {}): void {
    this.stop();
    const number = this.number;
    const run = async () => {
      const running = new AbortController();
      this.running = running;
      try {
        const answer = await this.ask(question, running.signal);
        if (number === this.number) this.told(answer, question);
      } catch (error) {
        if (number === this.number) this.failed(error);
      }
    };
    if (now) void run();
    else this.timer = setTimeout(() => void run(), this.patience);
  }

  /** Wait for nothing any more. */
  stop(): void {
    this.number += 1;
    clearTimeout(this.timer);
    this.running?.abort();
    this.running = null;
  }
}
