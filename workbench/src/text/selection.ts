/** Which words are chosen? `Cursor`: a reading cursor that moves and grows by units of language. */

import { union, within, type Span } from "./offsets.ts";
import { UNITS, type Segments, type Unit } from "./segments.ts";

export class Cursor {
  private anchor: Span;
  private head: Span;
  private smaller: Span[] = []; // what `grow` came from

  constructor(
    private readonly segments: Segments,
    span: Span,
  ) {
    this.anchor = span;
    this.head = span;
  }

  get span(): Span {
    return union(this.anchor, this.head);
  }

  /** Puts the cursor on other words. */
  place(span: Span): void {
    this.anchor = span;
    this.head = span;
    this.smaller = [];
  }

  /** Goes to the next (or previous) unit; `extend` keeps what was chosen and takes it along. */
  move(unit: Unit, forward: boolean, extend: boolean): Span {
    this.smaller = [];
    const now = this.span;
    if (extend) {
      this.head = this.stretched(unit, forward);
      return this.span;
    }
    const next = forward ? this.segments.after(unit, now) : this.segments.before(unit, now);
    this.place(next ?? this.segments.at(unit, now.start) ?? now);
    return this.span;
  }

  /** The smallest word, clause, sentence or paragraph that holds more than what is chosen. */
  grow(): Span {
    const now = this.span;
    for (const unit of UNITS) {
      const first = this.segments.at(unit, now.start);
      const last = lastOf(this.segments, unit, now);
      if (!first || !last) continue;
      const wide = union(union(first, last), now);
      if (within(now, wide) && wide.stop - wide.start > now.stop - now.start) {
        this.smaller.push(now);
        this.anchor = wide;
        this.head = wide;
        break;
      }
    }
    return this.span;
  }

  /** Takes the last `grow` back. */
  shrink(): Span {
    const before = this.smaller.pop();
    if (before) {
      this.anchor = before;
      this.head = before;
    }
    return this.span;
  }

  /** Where the moving end goes: further out, or back towards where the choice began. */
  private stretched(unit: Unit, forward: boolean): Span {
    const { segments, anchor, head, span } = this;
    if (forward && head.start < anchor.start) {
      const next = segments.after(unit, segments.at(unit, head.start) ?? head);
      return next && next.start < anchor.start ? next : anchor;
    }
    if (!forward && head.stop > anchor.stop) {
      const last = lastOf(segments, unit, head);
      const next = last && segments.before(unit, last);
      return next && next.stop > anchor.stop ? next : anchor;
    }
    return (forward ? segments.after(unit, span) : segments.before(unit, span)) ?? head;
  }
}

/** Moves one end of a span by a unit; never past the other end. */
export function nudged(
  segments: Segments,
  span: Span,
  end: "start" | "stop",
  forward: boolean,
  unit: Unit,
): Span {
  const outside = { start: span.start, stop: span.stop };
  if (end === "start") {
    const first = segments.at(unit, span.start);
    const next = forward ? first && segments.after(unit, first) : segments.before(unit, outside);
    return next && next.start < span.stop ? { start: next.start, stop: span.stop } : span;
  }
  const last = lastOf(segments, unit, span);
  const next = forward ? segments.after(unit, outside) : last && segments.before(unit, last);
  return next && next.stop > span.start ? { start: span.start, stop: next.stop } : span;
}

/** The last unit that begins in a span. */
function lastOf(segments: Segments, unit: Unit, span: Span): Span | null {
  const last = segments.at(unit, Math.max(span.start, span.stop - 1));
  return last && last.start < span.stop ? last : segments.before(unit, { start: span.stop, stop: span.stop });
}
