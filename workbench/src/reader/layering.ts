/** Which further marks lie on the text? Names of the codebook, and an own pattern, fetched when wanted. */

import { get } from "../api/client.ts";
import { Finder } from "../text/finder.ts";
import { toast } from "../ui/toast.svelte.ts";
import { TOP } from "./layers.ts";
import type { Reading } from "./reading.svelte.ts";
import type { Mentions } from "./shapes.ts";

export interface Pattern {
  found: number;
  wrong: string;
}

/** Fetches and paints the names of the codebook; returns how to take them away. */
export function showMentions(reading: Reading): () => void {
  let wanted = true;
  get<Mentions>(`/documents/${reading.id}/mentions`).then(
    ({ starts, stops }) => {
      const spans = starts.map((start, at) => ({ id: `mention ${at}`, start, stop: stops[at] ?? start }));
      if (wanted) reading.page?.paint.fill("mention", spans, TOP.mention);
    },
    (wrong: unknown) => toast.wrong(wrong),
  );
  return () => {
    wanted = false;
    reading.page?.paint.fill("mention", []);
  };
}

/** Looks for the own pattern and paints where it stands; returns how to give up and take the marks away. */
export function showPattern(reading: Reading, expression: string, told: (pattern: Pattern) => void): () => void {
  let wanted = true;
  const finder = new Finder(reading.text);
  void finder.find({ words: expression, regex: true, cases: false }).then(({ spans, wrong }) => {
    finder.close();
    if (!wanted) return;
    reading.page?.paint.fill("pattern", spans.map((span, at) => ({ ...span, id: `pattern ${at}` })), TOP.pattern);
    told({ found: spans.length, wrong });
  });
  return () => {
    wanted = false;
    finder.close();
    reading.page?.paint.fill("pattern", []);
  };
}
