/** How do a text and its marks meet the screen? `Page`: what is in sight, where to scroll, what is painted. */

import { Paint } from "../text/paint.ts";
import { within, type Span } from "../text/offsets.ts";
import { Setting } from "../text/setting.ts";
import type { Paragraph } from "../text/paragraphs.ts";
import type { StatementOut } from "../api/wire.ts";
import { TOP } from "./layers.ts";

const AHEAD = 1.5; // screens above and below that are painted before they are seen
const BESIDE = 0.6; // screens above and below whose buttons stand in the gutter

export class Page {
  readonly setting: Setting;
  readonly paint: Paint;
  readonly scroller: HTMLElement;
  /** Where the keyboard begins to choose: the place pressed last, else the top of what is in sight. */
  private pressed: number | null = null;
  /** Pixels at the bottom that a sheet lies over. */
  covered = 0;
  private readonly statementInks = new Set<string>();
  private readonly watch: ResizeObserver;
  private frame = 0;
  private painted: Span = { start: 0, stop: 0 };
  private beside: Span = { start: 0, stop: 0 };

  /** `seen` is called whenever other parts of the text come into sight, or stand elsewhere. */
  constructor(
    readonly root: HTMLElement,
    text: string,
    paragraphs: readonly Paragraph[],
    private readonly seen: (span: Span) => void,
  ) {
    this.setting = new Setting(root, text, paragraphs);
    this.paint = new Paint(this.setting, CSS.highlights, () => new Highlight());
    this.scroller = scrollerOf(root);
    this.scroller.addEventListener("scroll", this.later, { passive: true });
    this.watch = new ResizeObserver(() => this.look(true));
    this.watch.observe(root);
  }

  close(): void {
    this.scroller.removeEventListener("scroll", this.later);
    this.watch.disconnect();
    cancelAnimationFrame(this.frame);
    this.paint.clear();
  }

  /** Paints what comes into sight, and tells it; `moved` says that what is in sight may stand elsewhere. */
  look(moved = false): void {
    const { top, bottom, height } = this.scroller.getBoundingClientRect();
    const soon = this.setting.around(top - height, bottom + height);
    if (!within(soon, this.painted)) {
      this.painted = this.setting.around(top - (1 + AHEAD) * height, bottom + (1 + AHEAD) * height);
      this.paint.show(this.painted);
    }
    if (moved || !within(this.setting.between(top - 0.1 * height, bottom + 0.1 * height), this.beside)) {
      this.beside = this.setting.between(top - BESIDE * height, bottom + BESIDE * height);
      this.seen(this.beside);
    }
  }

  fillStatements(groups: Map<string, StatementOut[]>): void {
    for (const ink of this.statementInks) if (!groups.has(ink)) this.paint.fill(ink, [], TOP.statement);
    for (const [ink, rows] of groups) {
      this.statementInks.add(ink);
      this.paint.fill(ink, rows, TOP.statement);
    }
  }

  get caret(): number {
    return this.pressed ?? this.top();
  }

  set caret(offset: number | null) {
    this.pressed = offset;
  }

  /** The offset at the top of what is in sight. */
  top(): number {
    const box = this.scroller.getBoundingClientRect();
    return this.setting.between(box.top + 8, box.top + 8).start;
  }

  /** Scrolls just as far as a moving choice needs. */
  follow(span: Span, forward: boolean): void {
    const box = this.scroller.getBoundingClientRect();
    const { top, bottom } = this.setting.box(forward ? Math.max(span.start, span.stop - 1) : span.start);
    const height = box.height - this.covered;
    const margin = Math.min(140, height / 4);
    if (bottom > box.top + height - margin) this.scroller.scrollTop += bottom - (box.top + height - margin);
    else if (top < box.top + margin) this.scroller.scrollTop -= box.top + margin - top;
  }

  /** Puts an offset at the top. */
  restore(offset: number): void {
    for (let step = 0; step < 4; step++) {
      const { top } = this.setting.box(offset);
      const by = top - this.scroller.getBoundingClientRect().top - 8;
      if (Math.abs(by) < 2) break;
      this.scroller.scrollTop += by;
    }
    this.look();
  }

  /** Brings a span into sight, a third from the top, unless it is there already. */
  jump(span: Span): void {
    for (let step = 0; step < 4; step++) {
      const box = this.scroller.getBoundingClientRect();
      const first = this.setting.box(span.start);
      const height = box.height - this.covered;
      const comfortable = first.top >= box.top + 48 && first.bottom <= box.top + height - Math.min(160, height / 4);
      if (comfortable && step === 0) break;
      const by = first.top - (box.top + Math.max(56, height / 3));
      if (Math.abs(by) < 2) break;
      this.scroller.scrollTop += by; // sections met on the way take their true height: look again
    }
    this.look();
  }

  /** Top and bottom of a span below the top of the text. */
  extent({ start, stop }: Span): { top: number; bottom: number } {
    const origin = this.root.getBoundingClientRect().top;
    const { top } = this.setting.box(start);
    const { bottom } = this.setting.box(Math.max(start, stop - 1));
    return { top: top - origin, bottom: bottom - origin };
  }

  private readonly later = () => {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.look());
  };
}

function scrollerOf(element: HTMLElement): HTMLElement {
  for (let one = element.parentElement; one; one = one.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(one).overflowY)) return one;
  }
  return document.documentElement;
}
