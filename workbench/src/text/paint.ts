/**
 * What is painted on a text? `Paint`: one CSS highlight per name, ranges only near what is seen.
 *
 * The text's nodes are never touched. A span that comes or goes adds or removes one range; scrolling
 * exchanges those at the edges. So the cost does not depend on how much is coded elsewhere.
 */

import { Intervals, type Placed } from "./intervals.ts";
import type { Span } from "./offsets.ts";

/** Most ranges of one name at a time; beyond that a page is one color anyway. */
const MOST = 4_000;

export interface Surface {
  range(span: Span): AbstractRange;
}

/** What a `Highlight` and the registry of highlights must offer. */
export interface Ink {
  add(range: AbstractRange): unknown;
  delete(range: AbstractRange): boolean;
  clear(): void;
  priority: number;
}
export interface Inks {
  set(name: string, ink: Ink): unknown;
  delete(name: string): boolean;
}

class Layer {
  readonly spans = new Intervals<Placed>();
  shown = true;
  readonly drawn = new Map<string, AbstractRange>();

  constructor(readonly ink: Ink) {}
}

export class Paint {
  private readonly layers = new Map<string, Layer>();
  private readonly nameOf = new Map<string, string>(); // under which name a span is painted
  private seen: Span = { start: 0, stop: 0 };

  constructor(
    private readonly surface: Surface,
    private readonly inks: Inks,
    private readonly mix: () => Ink,
  ) {}

  /** Paints these spans, and no others, under a name; the later priority lies on top. */
  fill(name: string, spans: Iterable<Placed>, priority?: number): void {
    const layer = this.layer(name, priority);
    for (const { id } of layer.spans.all) if (this.nameOf.get(id) === name) this.nameOf.delete(id);
    layer.ink.clear();
    layer.drawn.clear();
    layer.spans.fill(spans);
    for (const { id } of layer.spans.all) this.nameOf.set(id, name);
    this.draw(layer);
  }

  /** Paints one more span; if it was painted under another name, that one goes. */
  put(name: string, span: Placed, priority?: number): void {
    const before = this.nameOf.get(span.id);
    if (before !== undefined) this.drop(before, span.id);
    this.nameOf.set(span.id, name);
    const layer = this.layer(name, priority);
    this.erase(layer, span.id);
    layer.spans.put({ id: span.id, start: span.start, stop: span.stop });
    if (span.start < this.seen.stop && span.stop > this.seen.start) this.add(layer, span);
  }

  drop(name: string, id: string): void {
    this.nameOf.delete(id);
    const layer = this.layers.get(name);
    if (!layer) return;
    this.erase(layer, id);
    layer.spans.drop(id);
  }

  /** Takes a span away, under whatever name it was put. */
  lift(id: string): void {
    const name = this.nameOf.get(id);
    if (name !== undefined) this.drop(name, id);
  }

  /** Says which part of the text is near the reader's eyes now. */
  show(span: Span): void {
    if (span.start === this.seen.start && span.stop === this.seen.stop) return;
    this.seen = span;
    for (const layer of this.layers.values()) this.draw(layer);
  }

  /** Shows or hides what is painted under a name. */
  visible(name: string, shown: boolean): void {
    const layer = this.layers.get(name);
    if (!layer || layer.shown === shown) return;
    layer.shown = shown;
    if (shown) this.inks.set(name, layer.ink);
    else this.inks.delete(name);
  }

  clear(): void {
    for (const name of this.layers.keys()) this.inks.delete(name);
    this.layers.clear();
    this.nameOf.clear();
  }

  private layer(name: string, priority?: number): Layer {
    const found = this.layers.get(name);
    if (found && priority !== undefined) found.ink.priority = priority;
    if (found) return found;
    const made = new Layer(this.mix());
    made.ink.priority = priority ?? 0;
    this.layers.set(name, made);
    this.inks.set(name, made.ink);
    return made;
  }

  private draw(layer: Layer): void {
    const wanted = new Map<string, Placed>();
    for (const span of layer.spans.overlapping(this.seen.start, this.seen.stop)) {
      if (wanted.size >= MOST) break;
      wanted.set(span.id, span);
    }
    for (const id of [...layer.drawn.keys()]) if (!wanted.has(id)) this.erase(layer, id);
    for (const span of wanted.values()) if (!layer.drawn.has(span.id)) this.add(layer, span);
  }

  private add(layer: Layer, span: Placed): void {
    const range = this.surface.range(span);
    layer.drawn.set(span.id, range);
    layer.ink.add(range);
  }

  private erase(layer: Layer, id: string): void {
    const range = layer.drawn.get(id);
    if (!range) return;
    layer.ink.delete(range);
    layer.drawn.delete(id);
  }
}
