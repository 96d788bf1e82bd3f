/** What has been fetched of the network? `Seen`: network, coalitions, slices, and where the nodes stand */

import { Fault, post } from "../api/client.ts";
import type { CoalitionsOut, NetworkOut, SlicesOut } from "../api/seeing.ts";
import { networkBody, slicesBody, type Options } from "./options.ts";
import type { Point, Wanted } from "./layout.ts";
import { picture, wanted } from "./picture.ts";

const PATIENCE = 300; // milliseconds; coalitions that take longer come after the picture

export class Seen {
  network: NetworkOut | null = $state.raw(null);
  coalitions: CoalitionsOut | null = $state.raw(null);
  slices: SlicesOut | null = $state.raw(null);
  places: Record<string, Point> = $state.raw({});
  fault: Fault | null = $state.raw(null);
  loading = $state(false);
  arranging = $state(false);
  private latest = 0;
  private stopping: AbortController | null = null;
  private readonly placing = new Placing();
  private options: Options | null = null;

  /** Fetch what these options ask for; of several calls the last one counts. */
  async load(options: Options): Promise<void> {
    this.stopping?.abort();
    const stopping = (this.stopping = new AbortController());
    const mine = (this.latest += 1);
    const current = () => mine === this.latest;
    this.options = options;
    this.loading = true;
    try {
      const body = networkBody(options);
      const { windows } = options;
      const finding = post<CoalitionsOut>("/networks/coalitions", body, stopping.signal).catch(() => null);
      const [network, slices, early] = await Promise.all([
        post<NetworkOut>("/networks", body, stopping.signal),
        windows ? post<SlicesOut>("/networks/slices", slicesBody(options, windows), stopping.signal) : null,
        Promise.race([finding, new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE))]),
      ]);
      if (!current()) return;
      const places = await this.placed(network, early ?? null, options, this.places);
      if (!current()) return;
      this.places = places;
      this.network = network;
      this.slices = slices;
      this.coalitions = early ?? null;
      this.fault = null;
      if (early === undefined) {
        const late = await finding;
        if (current()) this.coalitions = late;
      }
    } catch (error) {
      if (current() && error instanceof Fault) this.fault = error;
      else if (current()) throw error;
    } finally {
      if (current()) this.loading = false;
    }
  }

  /** Place all nodes anew. */
  async arrange(): Promise<void> {
    if (!this.network || !this.options) return;
    this.places = await this.placed(this.network, this.coalitions, this.options, {});
  }

  close(): void {
    this.latest += 1;
    this.stopping?.abort();
    this.placing.close();
  }

  private async placed(
    network: NetworkOut, coalitions: CoalitionsOut | null, options: Options, known: Record<string, Point>,
  ): Promise<Record<string, Point>> {
    const asked = wanted(picture(network, coalitions, options), known);
    if (asked.keys.length > 0 && asked.keys.every((key) => key in known)) return known;
    // Where hardly anybody stays, keeping places would only spoil the picture.
    const staying = asked.keys.filter((key) => key in known).length;
    const fresh = staying < asked.keys.length / 3 ? { ...asked, known: {} } : asked;
    this.arranging = true;
    try {
      const points = await this.placing.place(fresh);
      return { ...(fresh === asked ? known : {}), ...Object.fromEntries(asked.keys.map((key, i) => [key, points[i]!])) };
    } finally {
      this.arranging = false;
    }
  }
}

/** The worker that places nodes; answers come in the order of the questions. */
class Placing {
  private worker: Worker | null = null;
  private readonly waiting = new Map<number, (points: Point[]) => void>();
  private asked = 0;

  place(wishes: Wanted): Promise<Point[]> {
    this.worker ??= this.begin();
    const id = (this.asked += 1);
    this.worker.postMessage({ id, wanted: wishes });
    return new Promise((resolve) => this.waiting.set(id, resolve));
  }

  close(): void {
    this.worker?.terminate();
    this.worker = null;
    this.waiting.clear();
  }

  private begin(): Worker {
    const worker = new Worker(new URL("./layout.worker.ts", import.meta.url), { type: "module" });
    worker.onmessage = (event: MessageEvent<{ id: number; points: Point[] }>) => {
      this.waiting.get(event.data.id)?.(event.data.points);
      this.waiting.delete(event.data.id);
    };
    return worker;
  }
}
