/** What is known of the text that is open? `Reading`: its words, its statements, what is chosen and shown. */

import { codebook } from "../api/codebook.svelte.ts";
import { Fault, get, getText } from "../api/client.ts";
import { draft as kept, type Draft as Kept } from "../api/drafts.ts";
import type { ActEvent, StatementOut } from "../api/wire.ts";
import { footnotes, type Footnote } from "../text/footnotes.ts";
import { Intervals } from "../text/intervals.ts";
import { Lanes } from "../text/lanes.ts";
import type { Span } from "../text/offsets.ts";
import { paragraphs, type Paragraph } from "../text/paragraphs.ts";
import { Segments } from "../text/segments.ts";
import { Cursor } from "../text/selection.ts";
import { difference, isEmpty, type Draft } from "./coding.ts";
import { excerpt } from "./describe.ts";
import { inkOf, TOP } from "./layers.ts";
import type { Page } from "./page.ts";
import type { Columns, DocumentOut, StatementsOut, SuggestionOut } from "./shapes.ts";
import { Underway } from "./underway.ts";
import { Unfinished } from "./unfinished.ts";
import { words } from "../words/index.ts";

export type Shown = { kind: "statement" | "suggestion"; id: string };
export type Panel = "outline" | "find" | "layers" | "about";

export class Reading {
  document: DocumentOut | null = $state.raw(null);
  /** Rises with every change of statements or suggestions; what shows them reads it. */
  changes = $state(0);
  chosen: Span | null = $state.raw(null);
  shown: Shown | null = $state.raw(null);
  /** Several at the place that was pressed. */
  several: Shown[] = $state.raw([]);
  form: Draft | null = $state.raw(null);
  panel: Panel | null = $state(null);
  /** The text has a newer version than the one that is open. */
  outdated = $state(false);
  /** Somebody moved the text to the trash. */
  trashed = $state(false);
  /** Statements whose words are not in this version of the text any more. */
  elsewhere: StatementOut[] = $state.raw([]);
  said = $state("");

  text = "";
  paragraphs: Paragraph[] = [];
  notes: Footnote[] = [];
  readonly statements = new Intervals<StatementOut>();
  readonly suggestions = new Intervals<SuggestionOut>();
  readonly lanes = new Lanes();
  readonly unfinished: Unfinished;
  readonly lastPlace: Kept<number>;
  page: Page | null = $state.raw(null);
  segments!: Segments;
  /** Statements whose change, and suggestions whose decision, is on its way. */
  readonly underway = new Underway<StatementOut>();
  /** Statements and suggestions are there, as they were when they were last asked for. */
  coded: Promise<void> = Promise.resolve();
  private cursor: Cursor | null = null;
  private missed = false;
  private asked = 0;
  private passedOver = false;
  closed = false;

  constructor(readonly id: string) {
    this.unfinished = new Unfinished(id);
    this.lastPlace = kept(`place:${id}`);
  }

  /** Fetches the text; what is coded in it may come after it (`coded`). */
  async open(): Promise<void> {
    const fetched = this.fetched();
    fetched.catch(() => {}); // told where `coded` is waited for; the text's own failure is told first
    const document = await get<DocumentOut>(`/documents/${this.id}`);
    this.text = await getText(`/texts/${document.text}`);
    this.paragraphs = paragraphs(this.text, document.regions);
    this.notes = footnotes(this.text, document.regions);
    this.segments = new Segments(this.text, null, this.paragraphs, document.language);
    this.document = document;
    this.coded = fetched.then((found) => this.receive(...found));
    if (this.missed) this.again().catch(() => {});
    this.coded.catch(() => {});
  }

  /** Fetches where sentences stand; the text is there before. */
  async openSentences(): Promise<void> {
    const document = this.document;
    if (!document) return;
    const sentences = await get<Columns>(`/documents/${this.id}/sentences`);
    this.segments = new Segments(this.text, sentences, this.paragraphs, document.language);
    this.cursor = null;
  }

  /** Remembers where the reader was, and what was not finished. */
  leave(): void {
    if (this.page) this.lastPlace.save(this.page.top());
    this.keep();
  }

  close(): void {
    this.closed = true;
    this.page?.close();
    this.page = null;
  }

  /** Fetches statements and suggestions again; what is told meanwhile waits for them. */
  again(): Promise<void> {
    const before = this.coded.catch(() => {});
    const fetched = this.fetched();
    fetched.catch(() => {});
    this.coded = before.then(() => fetched).then((found) => this.receive(...found));
    return this.coded;
  }

  /** Takes an act from elsewhere (or one's own, come back) into the text, without moving it. */
  async follow(act: ActEvent): Promise<void> {
    if (!this.document) {
      this.missed = true; // what is being fetched may be older than this act
      return;
    }
    if (act.changes.some((change) => change.table === "document" && change.id === this.id)) {
      const document = await get<DocumentOut>(`/documents/${this.id}`).catch(absent);
      this.trashed = document === null;
      if (document && document.text !== this.document?.text) this.outdated = true;
      else if (document) this.document = document;
    }
    if (act.many) return this.again();
    await this.coded.catch(() => this.again());
    const here = act.changes.filter((change) => change.document === this.id);
    const rows = new Map(act.statements.map((row) => [row.id, row]));
    for (const { id } of here.filter((change) => change.table === "statement")) {
      const row = rows.get(id) ?? null;
      if (!this.underway.hold(id, act.act, row)) this.take(id, row);
    }
    if (here.some((change) => change.table === "suggestion" || change.table === "decision")) await this.suggestionsAgain();
  }

  /** An act of ours was answered: what was told of its statement meanwhile counts now. */
  ended(id: string, act: string): void {
    const row = this.underway.end(id, act);
    if (row !== undefined) this.take(id, row);
  }

  /** A decision was answered: the suggestion may come back, if somebody undid it. */
  decided(suggestion: string, act: string): void {
    this.underway.end(suggestion, act);
    if (this.passedOver) void this.suggestionsAgain().catch(() => {});
  }

  put(row: StatementOut): void {
    this.statements.put(row);
    this.lanes.put(row);
    this.page?.paint.put(inkOf(codebook.types, row), row, TOP.statement);
    if (this.shown?.id === row.id) this.show(this.shown);
    this.changes++;
  }

  drop(id: string): void {
    this.elsewhere = this.elsewhere.filter((row) => row.id !== id);
    this.statements.drop(id);
    this.lanes.drop(id);
    this.page?.paint.lift(id);
    if (this.shown?.id === id) this.show(null);
    this.changes++;
  }

  dropSuggestion(id: string): void {
    this.suggestions.drop(id);
    this.lanes.drop(id);
    this.page?.paint.lift(id);
    if (this.shown?.id === id) this.show(null);
    this.changes++;
  }

  paintAll(): void {
    if (!this.page) return;
    const groups = Map.groupBy(this.statements.all, (row) => inkOf(codebook.types, row));
    this.page.fillStatements(groups);
    this.page.paint.fill("footnote-mark", this.notes.map(({ mark }) => ({ ...mark, id: `mark ${mark.start}` })));
    this.page.paint.fill("suggestion", this.suggestions.all, TOP.suggestion);
  }

  /** Shows a statement or a suggestion: exactly its words are marked. */
  show(shown: Shown | null, jump = false): void {
    this.shown = shown;
    this.several = [];
    const span = shown && this.spanOf(shown);
    this.page?.paint.fill("shown", span ? [{ ...span, id: "shown" }] : [], TOP.shown);
    if (span && jump) this.page?.jump(span);
  }

  spanOf(shown: Shown): Span | null {
    const row = shown.kind === "statement" ? this.statements.get(shown.id) : this.suggestions.get(shown.id);
    return row ? { start: row.start, stop: row.stop } : null;
  }

  /** Chooses words; says which. */
  choose(span: Span | null, { select = true, jump = false } = {}): void {
    this.chosen = span;
    this.page?.paint.fill("chosen", span ? [{ ...span, id: "chosen" }] : [], TOP.chosen);
    if (!span) {
      this.page?.setting.select(null);
      return;
    }
    if (this.page) this.page.caret = span.start;
    if (select) this.page?.setting.select(span);
    if (jump) this.page?.jump(span);
    if (this.form && !this.form.suggestion) this.form = { ...this.form, ...span };
    this.said = words.reader.chosenSaid(excerpt(this.text, span.start, span.stop, 300));
  }

  /** The cursor on what is chosen, else on the word at a place. */
  cursorAt(offset: number): Cursor | null {
    const now = this.chosen;
    const before = this.cursor?.span;
    if (this.cursor && now && before?.start === now.start && before.stop === now.stop) return this.cursor;
    const span = now ?? this.segments.at("word", offset);
    this.cursor = span && new Cursor(this.segments, span);
    return this.cursor;
  }

  /** Keeps what was typed, so that nothing is lost when the form is left. */
  keep(): void {
    const { form } = this;
    if (form && (form.seen ? difference(form.seen, form) : !isEmpty(form))) this.unfinished.keep(form, this.text);
  }

  /** Did somebody take away what this draft changes or corrects? */
  gone({ seen, statement, suggestion }: Draft): boolean {
    if (suggestion) return !this.suggestions.get(suggestion);
    return seen !== undefined && !this.statements.get(statement);
  }

  private fetched(): Promise<[StatementOut[], SuggestionOut[]]> {
    return Promise.all([
      get<StatementsOut>(`/documents/${this.id}/statements`).then((found) => found.statements),
      get<{ suggestions: SuggestionOut[] }>(`/documents/${this.id}/suggestions`).then((found) => found.suggestions),
    ]);
  }

  /** Takes what became of a statement elsewhere; null: it is gone. */
  private take(id: string, row: StatementOut | null): void {
    if (!row) this.drop(id);
    else if (row.version === this.document?.version) this.put(row);
  }

  private async suggestionsAgain(): Promise<void> {
    const mine = ++this.asked;
    const { suggestions } = await get<{ suggestions: SuggestionOut[] }>(`/documents/${this.id}/suggestions`);
    if (this.closed || mine !== this.asked) return;
    this.passedOver = false;
    const there = new Set(suggestions.map((one) => one.id));
    for (const { id } of [...this.suggestions.all]) if (!there.has(id)) this.dropSuggestion(id);
    for (const one of suggestions) {
      if (this.underway.has(one.id)) this.passedOver = true;
      if (this.suggestions.get(one.id) || this.underway.has(one.id)) continue;
      this.suggestions.put(one);
      this.lanes.put(one);
      this.page?.paint.put("suggestion", one, TOP.suggestion);
    }
    this.changes++;
  }

  /** Takes what the server knows, except of statements whose change is under way. */
  private receive(fetched: StatementOut[], suggestions: SuggestionOut[]): void {
    if (this.closed) return;
    const mine = this.underway.ids.flatMap((id) => this.statements.get(id) ?? []);
    const others = fetched.filter((row) => !this.underway.has(row.id));
    const here = others.filter((row) => row.version === this.document?.version);
    this.elsewhere = here.length === others.length ? [] : others.filter((row) => row.version !== this.document?.version);
    this.statements.fill([...here, ...mine]);
    this.suggestions.fill(suggestions.filter((one) => !this.underway.has(one.id)));
    this.lanes.fill([...this.statements.all, ...this.suggestions.all]);
    this.paintAll();
    this.changes++;
  }
}

function absent(fault: unknown): null {
  if (fault instanceof Fault && fault.status === 404) return null;
  throw fault;
}
