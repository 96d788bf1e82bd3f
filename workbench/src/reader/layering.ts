/** Which further marks lie on the text? Names of the codebook, and an own pattern, fetched when wanted. */

import { get } from "../api/client.ts";
import { Finder } from "../text/finder.ts";
import { TOP, type Switches } from "./layers.ts";
import type { Reading } from "./reading.svelte.ts";
import type { Mentions } from "./shapes.ts";

export interface Pattern {
  found: number;
  wrong: string;
}

/** Fetches and paints the names of the codebook. */
export async function showMentions(reading: Reading): Promise<void> {
  const { starts, stops } = await get<Mentions>(`/documents/${reading.id}/mentions`);
  const spans = starts.map((start, at) => ({ id: `mention ${at}`, start, stop: stops[at] ?? start }));
  reading.page?.paint.fill("mention", spans, TOP.mention);
}

/** Looks for the own pattern and paints where it stands. */
export async function showPattern(reading: Reading, expression: string): Promise<Pattern> {
  const finder = new Finder(reading.text);
  const { spans, wrong } = await finder.find({ words: expression, regex: true, cases: false });
  finder.close();
  reading.page?.paint.fill("pattern", spans.map((span, at) => ({ ...span, id: `pattern ${at}` })), TOP.pattern);
  return { found: spans.length, wrong };
}

/** Paints nothing of what is switched off. */
export function hide(reading: Reading, switches: Switches): void {
  if (!switches.mentions) reading.page?.paint.fill("mention", []);
  if (!switches.pattern) reading.page?.paint.fill("pattern", []);
}
