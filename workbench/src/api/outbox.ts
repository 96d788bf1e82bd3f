/** How does an act reach the history once and only once? `send`, `newId`, `Outbox`
 *
 * An act is stored in this browser first and sent until the server answers, in the order in which acts were
 * made. Of several tabs of a project one sends at a time. An act the server refuses is set aside for a
 * person to decide, with the reason; it is never dropped and never holds up what comes after it.
 */

import { post } from "./client.ts";
import { Fault } from "./fault.ts";
import { MemoryShelf } from "./memory.ts";
import { renamed, Shelf, type Keeping, type Known, type Refused } from "./shelf.ts";
import type { Command, Done } from "./wire.ts";

export type { Refused } from "./shelf.ts";

/** Saved: nothing waits. Away: the server can't be reached. Signed out: it doesn't know this browser. */
export type Sending = "saved" | "saving" | "away" | "signed-out";

export interface State {
  sending: Sending;
  waiting: number;
  /** Acts that could not be stored in this browser; only these are lost when the window is closed. */
  unstored: number;
  refused: Refused[];
}

export interface Parts {
  deliver: (command: Command) => Promise<Done>;
  /** Run the work while no other tab sends. */
  alone: (work: () => Promise<void>) => Promise<void>;
  channel: Pick<BroadcastChannel, "postMessage"> & { onmessage: ((event: MessageEvent) => void) | null };
  /** Wait for so many milliseconds, less when `wake` is called. */
  pauses?: readonly number[];
}

type News =
  | { what: "done"; done: Done }
  | { what: "refused"; id: string; fault: Refused }
  | { what: "changed"; sending: Sending };

const PAUSES = [250, 500, 1000, 2000, 5000] as const;
const TRIES = 4; // for an error of the server, before the act is set aside
const UNDONE_EASILY = new Set(["undo", "redo", "revert", "restore", "restore-row", "accept"]); // hold nothing that was typed

/** Identity for an act, a statement, an entity. */
export function newId(): string {
  return crypto.randomUUID();
}

export class Outbox {
  private readonly promised = new Map<string, { resolve: (done: Done) => void; reject: (fault: Fault) => void }>();
  private readonly listeners = new Set<(state: State) => void>();
  private readonly doneListeners = new Set<(done: Done) => void>();
  private readonly unstored: Command[] = [];
  private known: Known = {};
  private state: State = { sending: "saved", waiting: 0, unstored: 0, refused: [] };
  private draining = false;
  private looked = 0;
  private again = false;
  private rouse: () => void = () => {};
  /** Called for an act that was refused and nobody waited for, such as an undo sent before a reload. */
  onLost: (fault: Fault, command: Command) => void = () => {};

  constructor(
    private readonly shelf: Keeping,
    private readonly parts: Parts,
  ) {
    parts.channel.onmessage = (event) => void this.told(event.data as News);
  }

  /** Send what waits from earlier. */
  async start(): Promise<void> {
    this.known = await this.shelf.known();
    await this.look();
    void this.drain();
  }

  /** Follow the state; called at once with what it is. */
  watch(listener: (state: State) => void): () => void {
    this.listeners.add(listener);
    listener(this.state);
    return () => this.listeners.delete(listener);
  }

  /** Hear of every act that was done, whichever tab sent it. */
  onDone(listener: (done: Done) => void): () => void {
    this.doneListeners.add(listener);
    return () => this.doneListeners.delete(listener);
  }

  /** Store an act, then send it; resolves when the history has it, rejects with the `Fault` if it is refused. */
  async send(command: Command): Promise<Done> {
    const ready = renamed(command, this.known);
    const answered = new Promise<Done>((resolve, reject) => this.promised.set(ready.id, { resolve, reject }));
    this.looked += 1; // who counts now does not count this one
    if (this.state.sending === "saved") this.say({ sending: "saving" });
    try {
      await this.shelf.append(ready);
    } catch {
      this.unstored.push(ready);
    }
    void this.drain(); // before the counting, so that nothing is read ahead of what is to be sent
    void this.look();
    return answered;
  }

  /** Try again now: the network is back, or somebody signed in. */
  wake(): void {
    this.rouse();
    void this.drain();
  }

  /** Decide on a refused act: forget it, or send `command` instead. */
  async settle(id: string, command?: Command): Promise<void> {
    await this.shelf.settle(id, command);
    await this.look();
    this.tell({ what: "changed", sending: this.state.sending });
    void this.drain();
  }

  private async drain(): Promise<void> {
    if (this.draining) {
      this.again = true;
      return;
    }
    this.draining = true;
    try {
      do {
        this.again = false;
        await this.parts.alone(() => this.deliverAll());
      } while (this.again);
    } finally {
      this.draining = false;
    }
    const waiting = await this.look();
    this.say({ sending: waiting > 0 ? "saving" : "saved" });
    if (waiting > 0) void this.drain();
  }

  private async deliverAll(): Promise<void> {
    for (;;) {
      const next = await this.shelf.first().catch(() => null); // taken away: what this window holds is sent
      const command = next?.command ?? this.unstored[0];
      if (!command) return;
      const outcome = await this.delivered(command);
      if ("done" in outcome) {
        // Tell first: should this tab end here, the act is sent again and known to the server.
        this.tell({ what: "done", done: outcome.done });
        if (next) await this.shelf.done(next.key, outcome.done.known ?? {});
        else this.unstored.shift();
        await this.told({ what: "done", done: outcome.done });
      } else {
        const refused = asRefused(command, outcome.fault);
        if (next && UNDONE_EASILY.has(command.kind)) await this.shelf.done(next.key, {});
        else if (next) await this.shelf.refuse(next.key, refused);
        else this.unstored.shift();
        this.tell({ what: "refused", id: command.id, fault: refused });
        this.refuse(command, outcome.fault);
        await this.look();
      }
    }
  }

  /** Send one act until it is done or refused. */
  private async delivered(command: Command): Promise<{ done: Done } | { fault: Fault }> {
    let failed = 0;
    for (let tries = 0; ; tries += 1) {
      try {
        return { done: await this.parts.deliver(renamed(command, this.known)) };
      } catch (error) {
        const fault = error instanceof Fault ? error : new Fault(0, "unreachable", String(error));
        const away = fault.status === 0 || fault.status === 502 || fault.status === 503 || fault.status === 504;
        const out = fault.status === 401;
        if (!away && !out) {
          const passing = fault.status >= 500 || fault.status === 429 || fault.status === 408;
          if (!passing || ++failed >= TRIES) return { fault };
        }
        const sending = out ? "signed-out" : away ? "away" : "saving";
        this.say({ sending });
        this.tell({ what: "changed", sending });
        await this.pause(tries);
      }
    }
  }

  private async pause(tries: number): Promise<void> {
    const pauses = this.parts.pauses ?? PAUSES;
    const length = pauses[Math.min(tries, pauses.length - 1)] ?? 0;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, length * (0.75 + Math.random() / 2));
      this.rouse = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.rouse = () => {};
  }

  private async told(news: News): Promise<void> {
    if (news.what === "done") {
      Object.assign(this.known, news.done.known);
      this.promised.get(news.done.id)?.resolve(news.done);
      this.promised.delete(news.done.id);
      for (const listener of this.doneListeners) listener(news.done);
    } else if (news.what === "refused") {
      const { status, code, found, remedy, theirs } = news.fault;
      const waiter = this.promised.get(news.id);
      this.promised.delete(news.id);
      waiter?.reject(new Fault(status, code, found, remedy, theirs));
    } else if (news.sending !== "saved") this.say({ sending: news.sending });
    await this.look();
  }

  private refuse(command: Command, fault: Fault): void {
    const waiter = this.promised.get(command.id);
    this.promised.delete(command.id);
    if (waiter) waiter.reject(fault);
    else if (UNDONE_EASILY.has(command.kind)) this.onLost(fault, command);
  }

  /** How many acts the shelf holds; none if the browser took it away. */
  private stored(): Promise<number> {
    return this.shelf.count().catch(() => 0);
  }

  /** Tell how much waits; of several counts the one begun last holds. */
  private async look(): Promise<number> {
    const mine = (this.looked += 1);
    const [count, refused] = await Promise.all([this.stored(), this.shelf.refused().catch(() => this.state.refused)]);
    const waiting = count + this.unstored.length;
    if (mine !== this.looked) return waiting;
    const unstored = this.unstored.length + (this.shelf.durable ? 0 : count);
    this.say({ waiting, unstored, refused, ...(waiting === 0 ? { sending: "saved" as const } : {}) });
    return waiting;
  }

  private say(change: Partial<State>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener(this.state);
  }

  private tell(news: News): void {
    this.parts.channel.postMessage(news);
  }
}

let opened: Promise<Outbox> | null = null;

/** Open the outbox of a project in this browser. */
export function openOutbox(project: string, deliver: (command: Command) => Promise<Done> = toServer): Promise<Outbox> {
  opened ??= (async () => {
    const outbox = new Outbox(await Shelf.open(project).catch(() => new MemoryShelf()), {
      deliver,
      alone: async (work) => void (await navigator.locks.request(`dissensus-outbox-${project}`, work)),
      channel: new BroadcastChannel(`dissensus-outbox-${project}`),
    });
    await outbox.start();
    return outbox;
  })();
  return opened;
}

/** Store an act and send it; see `Outbox.send`. */
export async function send(command: Command): Promise<Done> {
  if (!opened) throw new Fault(0, "failed", "The workbench is not open yet.");
  return (await opened).send(command);
}

function toServer(command: Command): Promise<Done> {
  return post<Done>("/acts", command, AbortSignal.timeout(60_000));
}

function asRefused(command: Command, fault: Fault): Refused {
  const { status, code, found, remedy, theirs } = fault;
  return { id: command.id, command, at: new Date().toISOString(), status, code, found, remedy, theirs };
}
