/**
 * How does a text stand on the page? `Setting`: blocks of text nodes, and the way between offsets and
 * places on the screen. Once set, nothing of it changes: selections and ranges hold.
 */

import { lastAtMost, type Span } from "./offsets.ts";
import { sections, type Paragraph, type Section } from "./paragraphs.ts";

const TAGS: Record<string, string> = { title: "p", heading: "h2", "block quote": "blockquote", table: "pre" };
const LINE = 62; // characters, for the first guess at a height
const HEIGHT = 1.6; // em, of a line
const GAP = 0.8; // em, between blocks

export class Setting {
  private readonly starts: number[];
  private readonly nodes: Text[] = [];
  private readonly groups: Section[];
  private readonly measure = document.createRange(); // one for all: a live range slows down every change
  private readonly indices = new Map<Node, number>();

  constructor(
    readonly root: HTMLElement,
    readonly text: string,
    readonly paragraphs: readonly Paragraph[],
  ) {
    this.starts = paragraphs.map((block) => block.start);
    const all = document.createDocumentFragment();
    this.groups = sections(paragraphs);
    for (const section of this.groups) {
      const group = document.createElement("div");
      group.className = "section";
      let lines = 0;
      for (let i = section.first; i <= section.last; i++) {
        const block = paragraphs[i] as Paragraph;
        group.append(this.block(block));
        lines += Math.ceil((block.stop - block.start) / LINE) + (block.tight ? 0 : GAP);
      }
      group.style.setProperty("contain-intrinsic-block-size", `auto ${(lines * HEIGHT).toFixed(1)}em`);
      all.append(group);
    }
    root.replaceChildren(all);
  }

  /** A range over a span, to paint; it costs nothing when the page changes elsewhere. */
  range({ start, stop }: Span): StaticRange {
    const [startContainer, startOffset] = this.place(start);
    const [endContainer, endOffset] = this.place(stop, true);
    return new StaticRange({ startContainer, startOffset, endContainer, endOffset });
  }

  /** Where the character at an offset stands in the window. */
  box(offset: number): DOMRect {
    return this.measured(offset).getBoundingClientRect();
  }

  /** The offset of a place in the document; null outside of the text. */
  offset(node: Node, at: number): number | null {
    if (!this.root.contains(node)) return null;
    if (node instanceof Text) {
      const i = this.indices.get(node);
      return i === undefined ? null : (this.starts[i] as number) + Math.min(at, node.length);
    }
    // Between nodes: a selection that ends before a block (a triple click does).
    const next = node.childNodes[at];
    if (next) {
      const first = firstText(next);
      if (first) return this.offset(first, 0);
    }
    const last = lastText(node);
    return last ? this.offset(last, last.length) : null;
  }

  /** The offset of the character under a point of the screen; null where there is none. */
  offsetAt(x: number, y: number): number | null {
    const caret = caretAt(x, y);
    if (!caret || !(caret.node instanceof Text)) return null;
    const offset = this.offset(caret.node, caret.offset);
    if (offset === null) return null;
    // The caret goes to the nearer edge of a character; the character is the one whose box holds x.
    for (const start of [offset, offset - 1]) {
      if (start < 0 || start >= this.text.length) continue;
      const rects = this.measured(start).getClientRects();
      for (const box of rects) {
        if (box.left - 1 <= x && x <= box.right + 1 && box.top - 4 <= y && y <= box.bottom + 4) return start;
      }
    }
    return null;
  }

  /** What of the text the native selection covers; null if nothing of it is selected. */
  selected(): Span | null {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
    const range = selection.getRangeAt(0);
    if (!range.intersectsNode(this.root)) return null;
    const start = this.offset(range.startContainer, range.startOffset) ?? 0; // it begins before the text
    const stop = this.offset(range.endContainer, range.endOffset) ?? this.text.length;
    return start < stop ? { start, stop } : null;
  }

  /** What a drag covers that ended beside the text: as far as the line there, where the browser takes all that follows. */
  drawn(x: number, y: number): Span | null {
    const { left, right } = this.root.getBoundingClientRect();
    const caret = caretAt(Math.max(left + 1, Math.min(x, right - 1)), y);
    const selection = document.getSelection();
    const from = selection?.anchorNode ? this.offset(selection.anchorNode, selection.anchorOffset) : null;
    const to = caret && this.offset(caret.node, caret.offset);
    if (from === null || to === null || from === to) return this.selected();
    return { start: Math.min(from, to), stop: Math.max(from, to) };
  }

  /** Makes the native selection follow, so that words can be copied; null takes it away from the text. */
  select(span: Span | null): void {
    if (!span) {
      if (this.selected()) document.getSelection()?.removeAllRanges();
      return;
    }
    const { startContainer, startOffset, endContainer, endOffset } = this.range(span);
    document.getSelection()?.setBaseAndExtent(startContainer, startOffset, endContainer, endOffset);
  }

  /** The characters between two heights of the window, by whole sections; lays nothing out. */
  around(top: number, bottom: number): Span {
    const first = this.sectionAt(top);
    const last = this.sectionAt(bottom);
    return { start: this.groups[first]?.start ?? 0, stop: this.groups[last]?.stop ?? this.text.length };
  }

  /** The characters between two heights, by whole blocks. */
  between(top: number, bottom: number): Span {
    const first = this.blockAt(top);
    const last = this.blockAt(bottom);
    return { start: this.paragraphs[first]?.start ?? 0, stop: this.paragraphs[last]?.stop ?? this.text.length };
  }

  /** The block that holds an offset, as it stands on the page. */
  element(offset: number): HTMLElement {
    return this.place(offset)[0].parentElement as HTMLElement;
  }

  private block(block: Paragraph): HTMLElement {
    const element = document.createElement(TAGS[block.role] ?? "p");
    element.className = ["block", block.role.replace(" ", "-"), block.wrapped && "wrapped", block.tight && "tight", block.continues && "continues"]
      .filter(Boolean)
      .join(" ");
    const node = document.createTextNode(this.text.slice(block.start, block.stop));
    element.append(node);
    this.indices.set(node, this.nodes.push(node) - 1);
    return element;
  }

  private measured(offset: number): Range {
    const at = Math.max(0, Math.min(offset, this.text.length - 1));
    const [first, from] = this.place(at);
    const [last, to] = this.place(at + 1, true);
    this.measure.setStart(first, from);
    this.measure.setEnd(last, Math.max(to, last === first ? from : 0));
    return this.measure;
  }

  private place(offset: number, end = false): [Text, number] {
    const i = Math.max(0, lastAtMost(this.starts, end ? Math.max(0, offset - 1) : offset));
    const node = this.nodes[i] as Text;
    const at = Math.min(offset - (this.starts[i] as number), node.length);
    const next = this.nodes[i + 1];
    // In the gap between two blocks: a span begins with the next one, and ends with this one.
    if (!end && at >= node.length && next && offset > (this.paragraphs[i] as Paragraph).stop) return [next, 0];
    return [node, Math.max(0, at)];
  }

  /** The last section that begins at or above a height; sections keep their size while out of sight. */
  private sectionAt(height: number): number {
    return lastAbove(this.root.children, height);
  }

  private blockAt(height: number): number {
    const at = this.sectionAt(height);
    const group = this.groups[at];
    const blocks = this.root.children[at]?.children;
    return group && blocks ? group.first + lastAbove(blocks, height) : 0;
  }
}

/** The last of these elements that begins at or above a height, else the first. */
function lastAbove(elements: HTMLCollection, height: number): number {
  let low = 0;
  let high = elements.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((elements[middle] as Element).getBoundingClientRect().top <= height) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

function caretAt(x: number, y: number): { node: Node; offset: number } | null {
  if ("caretPositionFromPoint" in document) {
    const caret = document.caretPositionFromPoint(x, y);
    return caret && { node: caret.offsetNode, offset: caret.offset };
  }
  // Safari before 26 has only the older name.
  const older = document as unknown as { caretRangeFromPoint(x: number, y: number): Range | null };
  const range = older.caretRangeFromPoint(x, y);
  return range && { node: range.startContainer, offset: range.startOffset };
}

function firstText(node: Node): Text | null {
  return node instanceof Text ? node : (document.createTreeWalker(node, NodeFilter.SHOW_TEXT).nextNode() as Text | null);
}

function lastText(node: Node): Text | null {
  let last: Node | null = node;
  while (last && !(last instanceof Text)) last = last.lastChild;
  return last;
}
