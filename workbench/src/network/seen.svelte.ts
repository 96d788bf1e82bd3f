/** What has been fetched of the network? `Seen`: network, coalitions, slices, and where the nodes stand */

import { Fault, post } from "../api/client.ts";
import type { CoalitionsOut, NetworkOut, SlicesOut } from "../api/seeing.ts";
import { networkBody, slicesBody, USUAL, type Options } from "./options.ts";
import type { Point, Wanted } from "./layout.ts";
import { picture, wanted } from "./picture.ts";

const PATIENCE = 400; // milliseconds; coalitions that take longer come after the picture
const MANY = 20_000; // ties; their coalitions take seconds

export class Seen {
  network: NetworkOut | null = $state.raw(null);
  /** What the network was asked for with; what is asked for now may be on its way, or be refused. */
  options: Options = $state.raw(USUAL);
  coalitions: CoalitionsOut | null = $state.raw(null);
  slices: SlicesOut | null = $state.raw(null);
  places: Record<string, Point> = $state.raw({});
  fault: Fault | null = $state.raw(null);
  loading = $state(false);
  arranging = $state(false);
  private latest = 0;
  private stopping: AbortController | null = null;
  private readonly placing = new Placing();

  /** Fetch what these options ask for; of several calls the last one counts. */
  async load(options: Options): Promise<void> {
    this.stopping?.abort();
    const stopping = (this.stopping = new AbortController());
    const mine = (this.latest += 1);
    const current = () => mine === this.latest;
    this.loading = true;
    this.placing.ready(); // starts while the server answers
    try {
      const body = networkBody(options);
      const { windows } = options;
      const [network, slices] = await Promise.all([
        post<NetworkOut>("/networks", body, stopping.signal),
        windows ? post<SlicesOut>("/networks/slices", slicesBody(options, windows), stopping.signal) : null,
      ]);
      if (!current()) return;
      // Coalitions belong to the first picture, unless the network is so large that they take long.
      const finding = post<CoalitionsOut>("/networks/coalitions", body, stopping.signal).catch(() => null);
      const patience = new Promise<undefined>((resolve) => setTimeout(resolve, network.ties_total > MANY ? 0 : PATIENCE));
      const early = await Promise.race([finding, patience]);
      if (!current()) return;
      const places = await this.placed(network, early ?? null, options, this.places);
      if (!current()) return;
      const found = early === undefined ? await Promise.race([finding, undefined]) : early; // while the nodes were placed
      if (!current()) return;
      this.places = places;
      this.network = network;
      this.options = options;
      this.slices = slices;
      this.coalitions = found ?? null;
      this.fault = null;
      if (found === undefined) {
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
    if (!this.network || this.arranging) return; // whoever waits for places would wait for ever
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
    const under = (points: Point[]) => ({ ...(fresh === asked ? known : {}), ...Object.fromEntries(asked.keys.map((key, i) => [key, points[i]!])) });
    this.arranging = true;
    try {
      return under(await this.placing.place(fresh, (better) => (this.places = under(better))));
    } finally {
      this.arranging = false;
    }
  }
}

/** The worker that places nodes. Only the latest question counts; better places for it come later. */
class Placing {
  private worker: Worker | null = null;
  private asked = 0;
  private answer: (points: Point[]) => void = () => {};

  /** Return the first places; `better` is called with those that follow. */
  place(wishes: Wanted, better: (points: Point[]) => void): Promise<Point[]> {
    this.ready();
    const id = (this.asked += 1);
    this.worker?.postMessage({ id, wanted: wishes });
    return new Promise((resolve) => {
      this.answer = (points) => {
        this.answer = better;
        resolve(points);
      };
    });
  }

  ready(): void {
    this.worker ??= this.begin();
  }

  close(): void {
    this.worker?.terminate();
    this.worker = null;
  }

  private begin(): Worker {
    const worker = new Worker(new URL("./layout.worker.ts", import.meta.url), { type: "module" });
    worker.onmessage = ({ data }: MessageEvent<{ id: number; points: Point[] }>) => {
      if (data.id !== this.asked) return;
      this.answer(data.points);
      // What there is, is drawn before anything better is computed: both want the same processor.
      drawn(() => { if (data.id === this.asked) worker.postMessage({ id: data.id }); });
    };
    return worker;
  }
}

/** Call back once what is there now has been drawn, also where no frames are (a hidden window). */
function drawn(then: () => void): void {
  let told = false;
  const once = () => { if (!told) { told = true; then(); } };
  requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(once)));
  setTimeout(once, 1_000);
}
