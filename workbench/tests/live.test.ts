import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Live, onAct, onJob, onReload, onStream } from "../src/api/live.ts";

class Source {
  static opened: Source[] = [];
  onopen: () => void = () => {};
  onerror: () => void = () => {};
  closed = false;
  private readonly handlers = new Map<string, (event: unknown) => void>();

  constructor(readonly url: string) {
    Source.opened.push(this);
  }
  addEventListener(name: string, handler: (event: unknown) => void) {
    this.handlers.set(name, handler);
  }
  say(name: string, data: unknown, lastEventId = "") {
    this.handlers.get(name)?.({ data: JSON.stringify(data), lastEventId });
  }
  close() {
    this.closed = true;
  }
}

class Channel {
  static all: Channel[] = [];
  onmessage: (event: { data: unknown }) => void = () => {};
  constructor() {
    Channel.all.push(this);
  }
  postMessage(data: unknown) {
    for (const other of Channel.all) if (other !== this) other.onmessage({ data });
  }
}

const latest = () => Source.opened.at(-1) as Source;
const stops: (() => void)[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  Source.opened = [];
  Channel.all = [];
  let held = false;
  vi.stubGlobal("EventSource", Source);
  vi.stubGlobal("BroadcastChannel", Channel);
  vi.stubGlobal("window", { addEventListener: () => {} });
  vi.stubGlobal("document", { visibilityState: "visible" });
  vi.stubGlobal("navigator", {
    locks: {
      request: (_name: string, work: () => Promise<void>) => {
        if (held) return new Promise(() => {});
        held = true;
        return work();
      },
    },
  });
});

afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test("of two windows one holds the stream, and goes on from the last act it heard of", () => {
  new Live("p", 7).start();
  new Live("p", 7).start();
  expect(Source.opened.map((one) => one.url)).toEqual(["/api/live?after=7"]);
  latest().say("act", { seq: 8 });
  latest().onerror();
  vi.advanceTimersByTime(250);
  expect(latest().url).toBe("/api/live?after=8");
});

test("an act is told once, and none before one that was told", () => {
  const told: number[] = [];
  stops.push(onAct((act) => told.push(act.seq)));
  new Live("p", 0).start();
  for (const seq of [1, 2, 2, 1, 3]) latest().say("act", { seq });
  expect(told).toEqual([1, 2, 3]);
});

test("the window without the stream hears the same", () => {
  new Live("p", 0).start();
  const told: unknown[] = [];
  stops.push(onAct((act) => told.push(act.seq)), onJob((job) => told.push(job.id)));
  new Live("p", 0).start(); // its handlers are this module's, too: each piece is told twice here
  latest().say("act", { seq: 1 });
  latest().say("job", { id: "j" });
  expect(told).toEqual([1, 1, "j", "j"]);
});

test("a window that was opened while something happened hears of it, too", () => {
  new Live("p", 5).start();
  for (const seq of [6, 7, 8]) latest().say("act", { seq });
  new Live("p", 6).start(); // asked for the project before act 7, and listens only now
  expect(latest().url).toBe("/api/live?after=6");
  expect(Source.opened.filter((one) => !one.closed)).toHaveLength(1);
  new Live("p", 8).start();
  expect(Source.opened).toHaveLength(2);
});

test("after a reload the stream goes on behind what was not told", () => {
  const told: string[] = [];
  stops.push(onReload(() => told.push("reload")), onStream((open) => told.push(open ? "open" : "gone")));
  new Live("p", 5).start();
  latest().onopen();
  latest().say("reload", { last: 5_000 }, "5000");
  latest().onerror();
  vi.advanceTimersByTime(250);
  expect(told).toEqual(["open", "reload", "gone"]);
  expect(latest().url).toBe("/api/live?after=5000");
});

test("a server that stays away is asked less and less often", () => {
  new Live("p", 0).start();
  const pauses = [250, 500, 1_000, 2_000, 5_000, 5_000];
  for (const [at, pause] of pauses.entries()) {
    latest().onerror();
    vi.advanceTimersByTime(pause - 1);
    expect(Source.opened).toHaveLength(at + 1);
    vi.advanceTimersByTime(1);
    expect(Source.opened).toHaveLength(at + 2);
  }
});

test("a machine that slept opens the stream anew", () => {
  new Live("p", 3).start();
  const before = latest();
  vi.setSystemTime(Date.now() + 3_600_000);
  vi.advanceTimersByTime(5_000);
  expect(before.closed).toBe(true);
  expect(Source.opened).toHaveLength(2);
});
