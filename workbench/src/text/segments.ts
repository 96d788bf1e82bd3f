/** What are the words, clauses, sentences and paragraphs of a text? `Segments` */

import { lastAtMost, trimmed, type Span } from "./offsets.ts";

export type Unit = "word" | "clause" | "sentence" | "paragraph";
export const UNITS: readonly Unit[] = ["word", "clause", "sentence", "paragraph"];

/** Spans as two columns, as the server sends sentences. */
export interface Columns {
  starts: ArrayLike<number>;
  stops: ArrayLike<number>;
}

const REACH = 400; // characters around a place in which words are looked for
const JOINTS =
  // After a mark that parts clauses, or before a word that opens one.
  /[,;:،؛](?=\s)|\s[–—-](?=\s)|—|[()]|\s(?=(?:and|but|or|because|that|which|who|if|when|while|although|though|unless|since|so|und|aber|oder|weil|dass|daß|wenn|obwohl|während|sondern|denn|et|mais|ou|parce|que|qui|si|quand|pero|porque|cuando|aunque|که|اما|ولی|چون|اگر|زیرا|تا)\s)/giu;
const SHORTEST = 2; // words of a clause

export class Segments {
  private readonly splitter: Intl.Segmenter;
  private readonly rough: Intl.Segmenter;

  /** Without `sentences` the browser's own are taken: rougher, but there at once. */
  constructor(
    private readonly text: string,
    private readonly sentences: Columns | null,
    private readonly paragraphs: readonly Span[],
    language: string,
  ) {
    this.splitter = new Intl.Segmenter(supported(language), { granularity: "word" });
    this.rough = new Intl.Segmenter(supported(language), { granularity: "sentence" });
  }

  /** The unit that holds the character at `offset`, else the next one; null behind the last. */
  at(unit: Unit, offset: number): Span | null {
    if (unit === "word") return this.wordAt(offset);
    if (unit === "sentence") return this.sentenceAt(offset);
    if (unit === "paragraph") return this.paragraphAt(offset);
    const sentence = this.sentenceAt(offset);
    if (!sentence) return null;
    const parts = this.clauses(sentence);
    return parts.find((part) => part.stop > offset) ?? parts.at(-1) ?? null;
  }

  after(unit: Unit, span: Span): Span | null {
    return span.stop >= this.text.length ? null : this.at(unit, span.stop);
  }

  before(unit: Unit, span: Span): Span | null {
    if (unit === "word") return this.wordBefore(span.start);
    for (let offset = span.start - 1; offset >= 0; ) {
      const found = this.at(unit, offset);
      if (found && found.start < span.start) return found;
      offset = this.earlier(offset);
    }
    return null;
  }

  /** The span, widened to whole words. */
  snapped(span: Span): Span | null {
    const inner = trimmed(this.text, span);
    if (!inner) return null;
    const first = this.wordAt(inner.start);
    const last = this.wordAt(inner.stop - 1);
    const start = first && first.start < inner.start ? first.start : inner.start;
    const stop = last && last.start < inner.stop ? Math.max(last.stop, inner.stop) : inner.stop;
    return { start, stop };
  }

  /** Cuts a sentence into clauses; short ones stay with what follows. */
  clauses(sentence: Span): Span[] {
    const body = this.text.slice(sentence.start, sentence.stop);
    const cuts: number[] = [];
    for (const joint of body.matchAll(JOINTS)) {
      cuts.push(joint[0] === "(" ? joint.index : joint.index + joint[0].length);
    }
    const words = [...body.matchAll(/\S+/g)].map(({ index, 0: word }) => ({ start: index, stop: index + word.length }));
    const starts = words.map((word) => word.start);
    const stops = words.map((word) => word.stop);
    const many = (from: number, to: number) => lastAtMost(starts, to - 1) - lastAtMost(stops, from);
    const found: Span[] = [];
    let start = 0;
    for (const cut of [...cuts, body.length]) {
      const last = cut === body.length;
      if (!last && (many(start, cut) < SHORTEST || many(cut, body.length) < SHORTEST)) continue;
      const clause = trimmed(this.text, { start: sentence.start + start, stop: sentence.start + cut });
      if (clause) found.push(clause);
      start = cut;
    }
    return found.length ? found : [sentence];
  }

  private wordAt(offset: number): Span | null {
    for (let from = offset; from < this.text.length; from += REACH) {
      const found = this.words(from).find((word) => word.stop > offset);
      if (found) return found;
    }
    return null;
  }

  private wordBefore(offset: number): Span | null {
    for (let from = offset - 1; from >= 0; from -= REACH) {
      const found = this.words(from).findLast((word) => word.stop <= offset);
      if (found) return found;
    }
    return null;
  }

  /** Words around a place; the window is cut at white space, where that is near. */
  private words(offset: number): Span[] {
    let from = Math.max(0, offset - REACH);
    let to = Math.min(this.text.length, offset + REACH);
    const feed = this.text.slice(from, offset).search(/\s/);
    if (from > 0 && feed >= 0) from += feed;
    const space = this.text.slice(offset + 1, to).search(/\s\S*$/);
    if (to < this.text.length && space > 0) to = offset + 1 + space;
    const found: Span[] = [];
    for (const part of this.splitter.segment(this.text.slice(from, to))) {
      if (!part.isWordLike) continue;
      const start = from + part.index;
      found.push({ start, stop: start + part.segment.length });
    }
    return found;
  }

  private sentenceAt(offset: number): Span | null {
    if (!this.sentences) return this.roughAt(offset);
    const { starts, stops } = this.sentences;
    let i = lastAtMost(starts, offset);
    if (i < 0 || (stops[i] as number) <= offset) i++;
    return i < starts.length ? { start: starts[i] as number, stop: stops[i] as number } : null;
  }

  private roughAt(offset: number): Span | null {
    const paragraph = this.paragraphAt(offset);
    if (!paragraph) return null;
    for (const part of this.rough.segment(this.text.slice(paragraph.start, paragraph.stop))) {
      const start = paragraph.start + part.index;
      const found = trimmed(this.text, { start, stop: start + part.segment.length });
      if (found && found.stop > offset) return found;
    }
    return null;
  }

  private paragraphAt(offset: number): Span | null {
    let low = 0;
    let high = this.paragraphs.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.paragraphs[middle] as Span).stop <= offset) low = middle + 1;
      else high = middle;
    }
    for (; low < this.paragraphs.length; low++) {
      const found = trimmed(this.text, this.paragraphs[low] as Span);
      if (found && found.stop > offset) return found; // not in the white space behind it
    }
    return null;
  }

  private earlier(offset: number): number {
    return /\s/.test(this.text[offset] ?? "") ? offset - 1 : Math.max(-1, offset - 20);
  }
}

function supported(language: string): string {
  try {
    return Intl.Segmenter.supportedLocalesOf([language])[0] ?? "en";
  } catch {
    return "en"; // no tag a browser understands
  }
}
