/** How is a text set? `paragraphs`, `sections`: blocks with their roles, and groups of blocks. */

import type { Span } from "./offsets.ts";

export interface Region extends Span {
  role: string;
}

export interface Paragraph extends Span {
  role: string; // "" for running text
  wrapped: boolean; // its line breaks come from a typewriter, not from the author
  tight: boolean; // follows the block before without an empty line
  continues: boolean; // the block before was cut only because it is so long
}

/** Blocks that the browser lays out together, or not at all while they are out of sight. */
export interface Section extends Span {
  first: number;
  last: number; // of its paragraphs, inclusive
}

const LONGEST = 12_000; // characters of a block; a longer one is cut at a space
const SECTION = 4_000; // characters that are laid out together when they come into sight
const WRAPPED_FROM = 40;
const WRAPPED_TO = 100; // line lengths of texts that were wrapped by a machine
const ENDED = /[.!?:;۔؟…]["”’»)]?\s*$/u;
const INLINE = new Set(["footnote mark"]);

export function paragraphs(text: string, regions: readonly Region[]): Paragraph[] {
  const found: Paragraph[] = [];
  const roles = regions.filter((region) => !INLINE.has(region.role));
  let region = 0;
  let end = -2; // of the block before
  for (const run of runs(text)) {
    const { lines } = run;
    const wrapped = isWrapped(text, run);
    for (let at = 0; at < lines.length; ) {
      const first = lines[at] as Span;
      while (region < roles.length && (roles[region] as Region).stop <= first.start) region++;
      const role = roles[region];
      const inside = role !== undefined && role.start <= first.start ? role : undefined;
      const limit = inside ? inside.stop : (role?.start ?? Infinity);
      let count = 1;
      if (wrapped) while (at + count < lines.length && (lines[at + count] as Span).start < limit) count++;
      const block = { start: first.start, stop: (lines[at + count - 1] as Span).stop };
      const tight = block.start === end + 1;
      push(found, text, block, { role: inside?.role ?? "", wrapped: count > 1, tight });
      end = block.stop;
      at += count;
    }
  }
  return found;
}

export function sections(blocks: readonly Paragraph[]): Section[] {
  const found: Section[] = [];
  blocks.forEach((block, i) => {
    const now = found.at(-1);
    if (now && block.stop - now.start <= SECTION) {
      now.last = i;
      now.stop = block.stop;
    } else found.push({ start: block.start, stop: block.stop, first: i, last: i });
  });
  return found;
}

interface Run {
  lines: Span[];
}

/** Stretches of lines without an empty line between them. */
function* runs(text: string): Generator<Run> {
  let lines: Span[] = [];
  for (let start = 0; start <= text.length; ) {
    const feed = text.indexOf("\n", start);
    const stop = feed < 0 ? text.length : feed;
    if (/\S/.test(text.slice(start, Math.min(stop, start + 200))) || hasInk(text, start + 200, stop)) {
      lines.push({ start, stop });
    } else if (lines.length) {
      yield { lines };
      lines = [];
    }
    start = stop + 1;
  }
  if (lines.length) yield { lines };
}

function hasInk(text: string, start: number, stop: number): boolean {
  return start < stop && /\S/.test(text.slice(start, stop));
}

/** Nearly all lines are full, and few end where a sentence does. */
function isWrapped(text: string, { lines }: Run): boolean {
  if (lines.length < 2) return false;
  const widths = lines.map((line) => line.stop - line.start);
  const widest = widths.reduce((most, width) => Math.max(most, width), 0);
  if (widest < WRAPPED_FROM || widest > WRAPPED_TO) return false;
  const full = widths.slice(0, -1).filter((width) => width > widest - 20).length;
  const ended = lines.slice(0, -1).filter((line) => ENDED.test(text.slice(Math.max(line.start, line.stop - 4), line.stop))).length;
  return full >= 0.8 * (lines.length - 1) && ended < 0.6 * (lines.length - 1);
}

function push(
  found: Paragraph[],
  text: string,
  block: Span,
  kind: { role: string; wrapped: boolean; tight: boolean },
): void {
  let { start } = block;
  while (block.stop - start > LONGEST) {
    const space = text.lastIndexOf(" ", start + LONGEST);
    let cut = space > start + LONGEST / 2 ? space + 1 : start + LONGEST;
    const unit = text.charCodeAt(cut);
    if (unit >= 0xdc00 && unit <= 0xdfff) cut++;
    found.push({ ...kind, start, stop: cut, continues: start > block.start });
    start = cut;
  }
  found.push({ ...kind, start, stop: block.stop, continues: start > block.start });
}
