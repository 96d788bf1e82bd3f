/** Which note belongs to which mark? `footnotes` */

import type { Span } from "./offsets.ts";
import type { Region } from "./paragraphs.ts";

export interface Footnote {
  label: string;
  mark: Span;
  note: Span;
}

const SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const LABEL = /^\s*[[(]?\^?\s*([\p{Nd}]{1,4}|[a-z*†‡§¶]{1,3})\s*[\])]?[.:)]?\s/iu;

/**
 * A mark leads to the next note with its label (numbers may begin anew on each page), else to the last
 * such note before it; where notes have no labels, the n-th mark leads to the n-th note.
 */
export function footnotes(text: string, regions: readonly Region[]): Footnote[] {
  const notes = regions.filter((region) => region.role === "footnote");
  const inside = (span: Span) => notes.some((note) => note.start <= span.start && span.stop <= note.stop);
  const marks = regions.filter((region) => region.role === "footnote mark" && !inside(region));
  const labels = notes.map((note) => {
    const opening = `${plain(text.slice(note.start, Math.min(note.stop, note.start + 12)))} `;
    return label(LABEL.exec(opening)?.[1] ?? "");
  });
  const bare = labels.every((name) => name === "") && marks.length === notes.length;
  const found: Footnote[] = [];
  marks.forEach((mark, i) => {
    const name = label(plain(text.slice(mark.start, mark.stop)));
    let to = bare ? i : notes.findIndex((note, k) => labels[k] === name && note.start > mark.start);
    if (to < 0) to = labels.lastIndexOf(name);
    const note = notes[to];
    if (note && name) found.push({ label: name, mark: { start: mark.start, stop: mark.stop }, note });
  });
  return found;
}

function plain(words: string): string {
  return words.replace(/[⁰¹²³⁴-⁹]/g, (digit) => String(SUPERSCRIPT.indexOf(digit)));
}

function label(words: string): string {
  return words.replace(/[[\]().:^\s]/g, "").toLowerCase();
}
