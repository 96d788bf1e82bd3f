import { IDBFactory } from "fake-indexeddb";
import { beforeEach, describe, expect, test } from "vitest";
import { Fault } from "../src/api/fault.ts";
import { Outbox, type State } from "../src/api/outbox.ts";
import { MemoryShelf } from "../src/api/memory.ts";
import { renamed, Shelf, type Keeping } from "../src/api/shelf.ts";
import type { Command, Done } from "../src/api/wire.ts";

/** Tabs of one browser: one data base, one lock, channels that reach all tabs but the sender. */
class Browser {
  readonly factory = new IDBFactory();
  private queue: Promise<void> = Promise.resolve();
  private channels: { onmessage: ((event: MessageEvent) => void) | null; dead: boolean }[] = [];

  async tab(
    deliver: (command: Command) => Promise<Done>,
    kept?: Keeping,
  ): Promise<{ outbox: Outbox; state: () => State; end: () => void }> {
    const shelf = kept ?? (await Shelf.open("p", this.factory));
    const channel = {
      onmessage: null as ((event: MessageEvent) => void) | null,
      dead: false,
      postMessage: (data: unknown) => {
        for (const other of this.channels) {
          if (other !== channel && !other.dead) queueMicrotask(() => other.onmessage?.({ data } as MessageEvent));
        }
      },
    };
    this.channels.push(channel);
    const alone = (work: () => Promise<void>) => {
      const turn = this.queue.then(work);
      this.queue = turn.catch(() => {});
      return turn;
    };
    const outbox = new Outbox(shelf, { deliver, alone, channel, pauses: [1] });
    let now: State | undefined;
    outbox.watch((state) => (now = state));
    await outbox.start();
    const end = () => {
      channel.dead = true;
      this.queue = Promise.resolve();
    };
    return { outbox, state: () => now as State, end };
  }
}

/** A server that does every act once and remembers in which order. */
class Server {
  acts: string[] = [];
  seen: Command[] = [];
  up = true;
  fails: Fault[] = [];
  known: Record<string, Record<string, string>> = {};
  /** Do the act but lose the answer, so many times. */
  deaf = 0;

  readonly deliver = async (command: Command): Promise<Done> => {
    await Promise.resolve();
    if (!this.up) throw new Fault(0, "unreachable", "gone");
    const fail = this.fails.shift();
    if (fail) throw fail;
    this.seen.push(command);
    const again = this.acts.includes(command.id);
    if (!again) this.acts.push(command.id);
    if (this.deaf > 0) {
      this.deaf -= 1;
      throw new Fault(0, "unreachable", "lost");
    }
    return { id: command.id, last: this.acts.length, again, summary: "", known: this.known[command.id] ?? {} };
  };
}

const act = (id: string, rest: object = {}): Command => ({ kind: "edit", id, ...rest });
const settled = async (check: () => boolean) => {
  for (let tries = 0; tries < 500 && !check(); tries += 1) await new Promise((resolve) => setTimeout(resolve, 2));
  expect(check()).toBe(true);
};

describe("the outbox", () => {
  let browser: Browser;
  let server: Server;
  beforeEach(() => {
    browser = new Browser();
    server = new Server();
  });

  test("resolves when the server has the act", async () => {
    const { outbox, state } = await browser.tab(server.deliver);
    expect((await outbox.send(act("a"))).last).toBe(1);
    await settled(() => state().sending === "saved" && state().waiting === 0);
  });

  test("does not say that all is saved from the moment something is done", async () => {
    const { outbox, state } = await browser.tab(server.deliver);
    const sent = outbox.send(act("a"));
    expect(state().sending).toBe("saving");
    await sent;
    await settled(() => state().sending === "saved");
  });

  test("sends in the order in which acts were made, also those made while the server was gone", async () => {
    const { outbox, state } = await browser.tab(server.deliver);
    server.up = false;
    const names = Array.from({ length: 20 }, (_, at) => `a${at}`);
    const all = Promise.all(names.map((name) => outbox.send(act(name))));
    await settled(() => state().sending === "away" && state().waiting === 20);
    server.up = true;
    await all;
    expect(server.acts).toEqual(names);
  });

  test("sends again under the same name when an answer is lost, and nothing is doubled", async () => {
    const { outbox } = await browser.tab(server.deliver);
    server.deaf = 2;
    const done = await outbox.send(act("a"));
    expect(done.again).toBe(true);
    expect(server.acts).toEqual(["a"]);
    expect(server.seen.map((one) => one.id)).toEqual(["a", "a", "a"]);
  });

  test("sends what an earlier page left behind", async () => {
    server.up = false;
    const first = await browser.tab(server.deliver);
    void first.outbox.send(act("a"));
    void first.outbox.send(act("b"));
    await settled(() => first.state().waiting === 2);
    first.end();
    const later = new Server();
    const second = await browser.tab(later.deliver);
    await settled(() => second.state().waiting === 0);
    expect(later.acts).toEqual(["a", "b"]);
  });

  test("sends each act of two tabs once, and both tabs hear of their own", async () => {
    const one = await browser.tab(server.deliver);
    const two = await browser.tab(server.deliver);
    const names = Array.from({ length: 10 }, (_, at) => `a${at}`);
    await Promise.all(names.map((name, at) => (at % 2 ? one : two).outbox.send(act(name))));
    expect([...server.acts].sort()).toEqual([...names].sort());
    expect(server.seen).toHaveLength(10);
  });

  test("uses the identity the project knows in all later acts", async () => {
    const { outbox } = await browser.tab(server.deliver);
    server.known = { a: { mine: "theirs" } };
    await Promise.all([
      outbox.send(act("a", { values: { person: "mine" } })),
      outbox.send(act("b", { values: { person: "mine", note: "mine or yours" }, fresh: [{ id: "mine", name: "M" }] })),
    ]);
    await outbox.send(act("c", { values: { person: "mine" } }));
    expect(server.seen[1]).toMatchObject({ values: { person: "theirs", note: "mine or yours" }, fresh: [{ id: "theirs" }] });
    expect(server.seen[2]).toMatchObject({ values: { person: "theirs" } });
  });

  test("sets a refused act aside with the reason and goes on with the next", async () => {
    const { outbox, state } = await browser.tab(server.deliver);
    server.fails = [new Fault(409, "conflict", "changed", "look", { note: "theirs" })];
    const refused = outbox.send(act("a", { was: { note: "" }, now: { note: "mine" } }));
    const next = outbox.send(act("b"));
    await expect(refused).rejects.toMatchObject({ status: 409, theirs: { note: "theirs" } });
    await next;
    expect(state().refused).toMatchObject([{ id: "a", found: "changed", theirs: { note: "theirs" } }]);
    expect(server.acts).toEqual(["b"]);
  });

  test("sends the act that a person chose instead of a refused one", async () => {
    const { outbox, state } = await browser.tab(server.deliver);
    server.fails = [new Fault(409, "conflict", "changed")];
    await outbox.send(act("a")).catch(() => {});
    await outbox.settle("a", act("a2"));
    await settled(() => server.acts.includes("a2") && state().refused.length === 0);
  });

  test("tries an error of the server some times, then sets the act aside", async () => {
    const { outbox, state } = await browser.tab(server.deliver);
    server.fails = [1, 2].map(() => new Fault(500, "failed", "broken"));
    await outbox.send(act("a"));
    server.fails = [1, 2, 3, 4].map(() => new Fault(500, "failed", "broken"));
    await expect(outbox.send(act("b"))).rejects.toMatchObject({ status: 500 });
    await outbox.send(act("c"));
    expect(server.acts).toEqual(["a", "c"]);
    expect(state().refused.map((one) => one.id)).toEqual(["b"]);
  });

  test("keeps everything while it is signed out", async () => {
    const { outbox, state } = await browser.tab(server.deliver);
    server.fails = Array.from({ length: 30 }, () => new Fault(401, "signed_out", "who?"));
    const sent = outbox.send(act("a"));
    await settled(() => state().sending === "signed-out" && state().waiting === 1);
    await sent;
    expect(server.acts).toEqual(["a"]);
  });

  test("forgets an undo that is refused, since nothing was typed", async () => {
    const { outbox, state } = await browser.tab(server.deliver);
    server.fails = [new Fault(409, "conflict", "worked on since")];
    await expect(outbox.send({ kind: "undo", id: "u" })).rejects.toMatchObject({ status: 409 });
    expect(state().refused).toEqual([]);
  });

  test("sends what the browser could not store, and says so meanwhile", async () => {
    const { outbox, state } = await browser.tab(server.deliver);
    server.up = false;
    Object.assign(outbox["shelf"], { append: () => Promise.reject(new Error("full")) });
    const sent = outbox.send(act("a"));
    await settled(() => state().unstored === 1);
    server.up = true;
    await sent;
    await settled(() => state().unstored === 0 && state().waiting === 0);
    expect(server.acts).toEqual(["a"]);
  });
});

test("a browser that stores nothing sends all the same, and says what would be lost", async () => {
  const server = new Server();
  server.up = false;
  server.known = { a: { mine: "theirs" } };
  const { outbox, state } = await new Browser().tab(server.deliver, new MemoryShelf());
  const sent = Promise.all([outbox.send(act("a")), outbox.send(act("b", { now: "mine" }))]);
  await settled(() => state().unstored === 2);
  server.up = true;
  await sent;
  await settled(() => state().unstored === 0);
  expect(server.seen.map((one) => one["now"])).toEqual([undefined, "theirs"]);
  server.fails = [new Fault(409, "conflict", "changed")];
  await outbox.send(act("c")).catch(() => {});
  await settled(() => state().refused[0]?.id === "c");
  await outbox.settle("c");
  expect(state().refused).toEqual([]);
});

test("a name is replaced everywhere in an act but in its own", () => {
  const command = { kind: "x", id: "x", list: ["x", { deep: "x" }], text: "x y", number: 1, none: null };
  expect(renamed(command, { x: "z" })).toEqual({ kind: "x", id: "x", list: ["z", { deep: "z" }], text: "x y", number: 1, none: null });
});

test("a browser whose store was taken away still sends what is done, from this window", async () => {
  const server = new Server();
  const shelf = new MemoryShelf();
  const { outbox, state } = await new Browser().tab(server.deliver, shelf);
  await outbox.send(act("a"));
  await settled(() => state().sending === "saved");
  const gone = () => Promise.reject(new DOMException("The data base is closed.", "InvalidStateError"));
  Object.assign(shelf, { durable: true, append: gone, first: gone, count: gone, refused: gone, done: gone });
  expect((await outbox.send(act("b"))).id).toBe("b");
  await settled(() => state().sending === "saved" && state().waiting === 0 && state().unstored === 0);
  expect(server.acts).toEqual(["a", "b"]);
});
