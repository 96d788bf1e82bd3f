/** What does a text consist of? `headings`, `pageAt`, `pageNumbered` */

import { lastAtMost, whole, type Span } from "../text/offsets.ts";
import type { Region } from "../text/paragraphs.ts";

export interface Heading extends Span {
  words: string;
  title: boolean;
}

const LONGEST = 140; // characters of a heading in the outline

export function headings(text: string, regions: readonly Region[]): Heading[] {
  return regions
    .filter((region) => region.role === "heading" || region.role === "title")
    .map(({ start, stop, role }) => ({
      start,
      stop,
      words: text.slice(start, whole(text, Math.min(stop, start + LONGEST))).replace(/\s+/g, " ").trim(),
      title: role === "title",
    }))
    .filter((heading) => heading.words !== "");
}

/** The page, counted from 1, on which an offset stands; 0 where the text has no pages. */
export function pageAt(pages: readonly number[], offset: number): number {
  return pages.length ? Math.max(1, lastAtMost(pages, offset) + 1) : 0;
}

/** Where a page begins; null if there is no such page. */
export function pageNumbered(pages: readonly number[], written: string): number | null {
  const number = Number(written.trim());
  return Number.isInteger(number) && number >= 1 && number <= pages.length ? (pages[number - 1] as number) : null;
}
