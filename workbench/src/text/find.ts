/** Where do these words, or this pattern, stand? `find`, `pattern` */

import type { Span } from "./offsets.ts";

/** More hits than this are not collected: a pattern that finds everything finds nothing. */
export const MOST = 5_000;

export interface Wanted {
  words: string;
  regex: boolean;
  cases: boolean; // upper and lower case differ
}

/**
 * The regular expression for what is wanted; an `Error` in the engine's words if it is none.
 *
 * Words match across line breaks, and a straight apostrophe matches a curly one.
 */
export function pattern({ words, regex, cases }: Wanted): RegExp {
  const flags = cases ? "gu" : "giu";
  if (regex) {
    try {
      return new RegExp(words, flags);
    } catch {
      return new RegExp(words, flags.replace("u", "")); // older patterns escape what needs no escape
    }
  }
  const literal = words.trim().replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  return new RegExp(literal.replace(/\s+/g, "\\s+").replace(/['’ʼ]/g, "['’ʼ]"), flags);
}

/** All places in reading order, at most `MOST`; matches of nothing are passed over. */
export function find(text: string, wanted: Wanted): Span[] {
  if (wanted.words.trim() === "") return [];
  const found: Span[] = [];
  for (const match of text.matchAll(pattern(wanted))) {
    if (match[0] === "") continue;
    found.push({ start: match.index, stop: match.index + match[0].length });
    if (found.length >= MOST) break;
  }
  return found;
}
