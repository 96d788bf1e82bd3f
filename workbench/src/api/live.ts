/** What happens elsewhere? `onAct`, `onJob`, `onReload`: server-sent events, one stream for all tabs
 *
 * Browsers allow six connections to a server; so of all tabs of a project one holds the stream and tells
 * the others. Whoever holds it knows the last act it heard of and goes on from there, after sleep, too.
 */

import type { ActEvent, JobEvent } from "./wire.ts";

type Handler<T> = (event: T) => void;

const acts = new Set<Handler<ActEvent>>();
const jobs = new Set<Handler<JobEvent>>();
const reloads = new Set<Handler<void>>();
const streams = new Set<Handler<boolean>>();

/** Hear of acts, one's own included, in the order of the history; returns how to stop. */
export function onAct(handler: Handler<ActEvent>): () => void {
  return joined(acts, handler);
}

/** Hear how long work goes on. */
export function onJob(handler: Handler<JobEvent>): () => void {
  return joined(jobs, handler);
}

/** Hear that too much happened to be told: load again what is shown. */
export function onReload(handler: Handler<void>): () => void {
  return joined(reloads, handler);
}

/** Hear whether the stream is open. */
export function onStream(handler: Handler<boolean>): () => void {
  return joined(streams, handler);
}

type News =
  | { what: "act"; data: ActEvent }
  | { what: "job"; data: JobEvent }
  | { what: "reload"; last: number }
  | { what: "here"; last: number } // a window that heard of nothing behind this act
  | { what: "stream"; open: boolean };

const PAUSES = [250, 500, 1000, 2000, 5000] as const;
const ASLEEP = 20_000; // milliseconds without a tick: this machine slept

export class Live {
  private readonly channel: BroadcastChannel;
  private source: EventSource | null = null;
  private failures = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private ticked = Date.now();

  constructor(
    private readonly project: string,
    private last: number,
  ) {
    this.channel = new BroadcastChannel(`dissensus-live-${project}`);
    this.channel.onmessage = (event) => this.hear(event.data as News);
  }

  /** Follow the project for as long as this page is open. */
  start(): void {
    void navigator.locks.request(`dissensus-live-${this.project}`, () => {
      this.open();
      window.addEventListener("online", () => this.reopen());
      setInterval(() => {
        const slept = Date.now() - this.ticked > ASLEEP;
        this.ticked = Date.now();
        if (slept && document.visibilityState === "visible") this.reopen();
      }, 5_000);
      return new Promise(() => {}); // held until the page is gone
    });
    this.channel.postMessage({ what: "here", last: this.last });
  }

  private open(after = this.last): void {
    const source = new EventSource(`/api/live?after=${after}`);
    this.source = source;
    source.onopen = () => {
      this.failures = 0;
      this.pass({ what: "stream", open: true });
    };
    source.addEventListener("act", (event) => this.pass({ what: "act", data: JSON.parse(event.data) as ActEvent }));
    source.addEventListener("job", (event) => this.pass({ what: "job", data: JSON.parse(event.data) as JobEvent }));
    source.addEventListener("reload", (event) => this.pass({ what: "reload", last: Number(event.lastEventId) || this.last }));
    source.onerror = () => {
      source.close();
      this.pass({ what: "stream", open: false });
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.open(), PAUSES[Math.min(this.failures, PAUSES.length - 1)]);
      this.failures += 1;
    };
  }

  private reopen(after = this.last): void {
    clearTimeout(this.timer);
    this.source?.close();
    this.open(after);
  }

  private pass(news: News): void {
    this.channel.postMessage(news);
    this.hear(news);
  }

  private hear(news: News): void {
    if (news.what === "act") {
      if (news.data.seq <= this.last) return;
      this.last = news.data.seq;
      tell(acts, news.data);
    } else if (news.what === "job") tell(jobs, news.data);
    else if (news.what === "reload") {
      this.last = news.last; // less than before where the file was put back from a copy
      tell(reloads, undefined);
    } else if (news.what === "here") {
      if (this.source && news.last < this.last) this.reopen(news.last);
    } else tell(streams, news.open);
  }
}

function joined<T>(handlers: Set<Handler<T>>, handler: Handler<T>): () => void {
  handlers.add(handler);
  return () => handlers.delete(handler);
}

function tell<T>(handlers: Set<Handler<T>>, event: T): void {
  for (const handler of [...handlers]) handler(event);
}
