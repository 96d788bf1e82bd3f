/** What does the review hold and do? `Desk`: the round, the counts, decisions sent through the outbox */

import { get } from "../api/client.ts";
import { codebook } from "../api/codebook.svelte.ts";
import { Fault } from "../api/fault.ts";
import { newId, send } from "../api/outbox.ts";
import { session } from "../api/session.svelte.ts";
import type { ActEvent, Command, Values } from "../api/wire.ts";
import { toast } from "../ui/toast.svelte.ts";
import { words } from "../words/index.ts";
import { addressed, asked, type Filters } from "./filters.ts";
import {
  ahead, cardOf, current, cut, decided, elsewhere, extended, isOpen, moved, NOTHING, reopened, returned, type Round,
} from "./round.ts";
import type { States, Suggesters, SuggestionList, SuggestionRow, Verdict } from "./shapes.ts";
import { counted } from "./standing.ts";
import { parts, spoken } from "./telling.ts";

const LOADED = 30; // rows at once
const LOW = 12; // fewer than this ahead: load more
const TAKEN_BACK = 200; // decisions that can be taken back here
const SETTLES = 1_500; // milliseconds after the last decision until the server's own numbers are asked for
const AFTER = { accept: "accepted", edit: "accepted", reject: "rejected", skip: "skipped" } as const;

/** Where this window left the queue. */
let left: { address: string; id: string } | null = null;

interface Mine {
  act: string;
  row: SuggestionRow;
  verdict: Verdict;
}

export class Desk {
  round: Round = $state.raw(NOTHING);
  states: States = $state.raw({});
  suggesters: Suggesters = $state.raw({ known: [], rows: [] });
  ready = $state(false);
  wrong: unknown = $state.raw(null);
  /** What those who listen are told. */
  announced = $state("");
  /** The queue under these filters is not here yet. */
  asking = $state(false);
  /** The suggestion whose form is open: it stays, whatever becomes of it elsewhere. */
  correcting = $state("");

  readonly card = $derived(current(this.round));
  private filters: Filters | null = null;
  private mine: Mine[] = []; // can be taken back
  private readonly closed = new Map<string, string>(); // decided here, by which act, and perhaps not yet known there
  private readonly own = new Set<string>(); // acts of this view
  private readonly sending = new Set<string>();
  private restarted = false;
  private overtaken = ""; // was decided on elsewhere while it was corrected here
  private hurried = false; // somebody wanted to go on before more was here
  private loading: AbortController | null = null;
  private settling: ReturnType<typeof setTimeout> | undefined;

  /** Begin at the start of the queue under these filters, or where this window left it for a text. */
  async open(filters: Filters): Promise<void> {
    this.filters = filters;
    this.wrong = null;
    this.round = NOTHING;
    this.correcting = "";
    this.asking = true;
    await this.load(await this.resumed(filters));
    void this.count();
  }

  /** Remember the place: the view is about to be left. */
  leave(): void {
    left = this.card && this.filters ? { address: addressed(this.filters), id: this.card.row.suggestion.id } : null;
  }

  /** Decide about the current suggestion; the next one is there at once. */
  decide(verdict: Verdict, values: Values = {}): void {
    const card = this.card;
    if (!card) return;
    const { row } = card;
    const act = newId();
    this.correcting = "";
    this.mine = [...this.mine.slice(1 - TAKEN_BACK), { act, row, verdict }];
    this.closed.set(row.suggestion.id, act);
    this.restarted = false;
    this.round = decided(this.round, row.suggestion.id, verdict, act);
    this.tally(row, verdict, 1);
    this.announce(words.review.did[verdict]);
    const statement = verdict === "accept" || verdict === "edit" ? { statement: newId() } : {};
    const fresh = codebook.fresh(Object.values(values));
    this.send({ kind: "decide", id: act, suggestion: row.suggestion.id, verdict, ...statement, values, fresh })
      .catch((error: unknown) => this.refused(act, error));
    this.more();
    this.settle();
  }

  /** Leave the form without a decision. */
  cancel(): void {
    const left = this.correcting;
    this.correcting = "";
    if (left !== "" && left === this.overtaken) void this.look(left);
  }

  /** Take back the last decision made here, and go to its suggestion. */
  undo(): void {
    const last = this.mine.pop();
    if (!last) {
      toast.say(words.review.nothingToTakeBack);
      return;
    }
    this.closed.delete(last.row.suggestion.id);
    this.round = reopened(this.round, last.row);
    this.tally(last.row, last.verdict, -1);
    this.announce(words.review.backAgain);
    this.send({ kind: "revert", id: newId(), run: last.act }).catch((error: unknown) => {
      toast.wrong(error);
      void this.look(last.row.suggestion.id, true);
    });
    this.settle();
  }

  /** Go to the next or the previous one. */
  move(step: 1 | -1): void {
    const before = this.round;
    this.round = moved(this.round, step);
    if (this.round !== before) this.announce("");
    else this.hurried = step === 1;
    this.more();
  }

  /** Take over what happened elsewhere. */
  heard(event: ActEvent): void {
    const changed = event.changes.filter((change) => change.table === "suggestion");
    if (changed.length === 0 && !event.many) return;
    if (this.own.delete(event.act)) return;
    this.settle();
    if (event.many) {
      this.again();
      return;
    }
    const decides = event.verb === "review" || event.verb === "accept";
    for (const { id } of changed) {
      const card = cardOf(this.round, id);
      if (decides && isOpen(card)) this.goneElsewhere(id, event);
      else if (!decides && (card || event.verb !== "suggest") && changed.length <= LOADED) void this.look(id, event.coder === session.coder);
    }
    if (!decides) this.round = { ...this.round, complete: false };
    this.more();
  }

  /** The server is back: ask for what could not be had. */
  back(): void {
    this.wrong = null;
    if (this.filters && !this.loading) this.more();
  }

  /** Load again what comes behind the current one; from the start if nothing is left. */
  again(): void {
    this.round = this.card ? cut(this.round) : NOTHING;
    void this.load(this.lastId());
  }

  /** Ask for the server's own numbers. */
  async count(): Promise<void> {
    try {
      this.suggesters = await get<Suggesters>("/suggestions/suggesters");
    } catch {
      // Without them the queue works as well; they are asked for again after the next decision.
    }
  }

  /** Take up the suggestion where the queue was left, if it still waits; returns it, or "". */
  private async resumed(filters: Filters): Promise<string> {
    const place = left;
    left = null;
    if (place?.address !== addressed(filters)) return "";
    try {
      const row = await get<SuggestionRow>(`/suggestions/${place.id}`);
      if (row.suggestion.state !== filters.state || this.filters !== filters) return "";
      this.round = extended(NOTHING, [row], false);
      return place.id;
    } catch {
      return ""; // it is gone: begin at the start
    }
  }

  private async load(after: string): Promise<void> {
    if (!this.filters) return;
    this.loading?.abort();
    const loading = (this.loading = new AbortController());
    for (const [id, act] of this.closed) if (!this.sending.has(act)) this.closed.delete(id); // the server knows
    try {
      const list = await get<SuggestionList>("/suggestions", { ...asked(this.filters), after, limit: LOADED }, loading.signal);
      const fresh = list.rows.filter((row) => !this.closed.has(row.suggestion.id));
      this.round = extended(after ? this.round : NOTHING, fresh, list.rows.length < LOADED);
      if (this.closed.size === 0 || !this.ready) this.states = list.states;
      this.wrong = null;
      this.ready = true;
    } catch (error) {
      if (loading.signal.aborted) return;
      // The one to begin behind has left the queue, and the server that knew its place is gone.
      if (after && error instanceof Fault && error.status === 404) this.round = { ...this.round, complete: true };
      else {
        if (!this.card) this.wrong = error;
        return; // asked again with the next decision, or when the server is back
      }
    } finally {
      if (this.loading === loading) {
        this.loading = null;
        this.asking = false;
      }
    }
    if (this.hurried && ahead(this.round) > 0) {
      this.hurried = false;
      this.move(1);
    } else this.more();
  }

  /** Load more in time; at the end of the queue, begin anew: something may have come in before it. */
  private more(): void {
    if (this.loading || this.wrong || ahead(this.round) >= LOW) return;
    if (!this.round.complete) void this.load(this.lastId());
    else if (!this.card && !this.restarted) {
      this.restarted = true;
      void this.load("");
    }
  }

  private lastId(): string {
    return this.round.cards.at(-1)?.row.suggestion.id ?? "";
  }

  /** Ask what became of one suggestion. */
  private async look(id: string, go = false): Promise<void> {
    try {
      const row = await get<SuggestionRow>(`/suggestions/${id}`);
      if (this.sending.has(cardOf(this.round, id)?.act ?? "")) return; // decided again since
      if (row.suggestion.state === this.filters?.state) {
        this.closed.delete(id);
        this.mine = this.mine.filter((one) => one.row.suggestion.id !== id);
        this.round = (go && !this.correcting ? reopened : returned)(this.round, row);
        if (go) this.announce("");
      } else if (id === this.correcting) this.overtaken = id;
      else if (isOpen(cardOf(this.round, id))) {
        this.round = elsewhere(this.round, id, row.decision?.coder ?? row.suggestion.suggester);
      }
    } catch (error) {
      if (error instanceof Fault && error.status === 404) this.round = elsewhere(this.round, id, words.review.gone);
    }
  }

  private goneElsewhere(id: string, event: ActEvent): void {
    const shown = this.card?.row.suggestion.id === id;
    const did = event.verb === "accept" ? words.review.byPolicy : (words.review.verdicts[event.summary] ?? event.summary);
    if (id === this.correcting) {
      this.overtaken = id;
      toast.say(words.review.overtaken(event.coder, did), { kind: "wrong" });
      return;
    }
    this.round = elsewhere(this.round, id, event.coder);
    if (!shown) return;
    toast.say(words.review.elsewhere(event.coder, did));
    this.announce("");
  }

  private refused(act: string, error: unknown): void {
    const at = this.mine.findIndex((one) => one.act === act);
    const mine = this.mine[at];
    if (!mine) return;
    this.mine = this.mine.toSpliced(at, 1);
    this.tally(mine.row, mine.verdict, -1);
    toast.wrong(error);
    this.settle();
  }

  private async send(command: Command): Promise<void> {
    this.own.add(command.id);
    this.sending.add(command.id);
    try {
      await send(command);
    } finally {
      this.sending.delete(command.id);
    }
  }

  private tally({ suggestion }: SuggestionRow, verdict: Verdict, sign: 1 | -1): void {
    const from = suggestion.state;
    const to = AFTER[verdict];
    const states = { ...this.states };
    states[from] = (states[from] ?? 0) - sign;
    states[to] = (states[to] ?? 0) + sign;
    this.states = states;
    this.suggesters = { ...this.suggesters, rows: counted(this.suggesters.rows, suggestion, verdict, sign) };
  }

  private settle(): void {
    clearTimeout(this.settling);
    this.settling = setTimeout(() => {
      void this.count();
      void session.refresh().catch(() => {});
      void this.countStates();
    }, SETTLES);
  }

  private async countStates(): Promise<void> {
    try {
      this.states = (await get<SuggestionList>("/suggestions", { limit: 1 })).states;
    } catch {
      // The counts here go on by themselves.
    }
  }

  private announce(did: string): void {
    const next = this.card?.row.suggestion;
    const line = next ? spoken(next, parts(next, codebook.type(next.type), (id) => codebook.entity(id))) : "";
    this.announced = did ? words.review.announced(did, line) : line;
  }
}

