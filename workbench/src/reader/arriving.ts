/** Where does a text open? `arrive`: at what the address names, else where it was left. */

import { parseSpan } from "../text/offsets.ts";
import type { Reading } from "./reading.svelte.ts";

export interface Wanted {
  at?: string | undefined;
  statement?: string | undefined;
  suggestion?: string | undefined;
}

export async function arrive(reading: Reading, { at, statement = "", suggestion = "" }: Wanted): Promise<void> {
  const span = parseSpan(at, reading.text.length);
  if (document.activeElement === document.body) reading.page?.root.focus({ preventScroll: true });
  if (statement || suggestion) await reading.coded;
  if (reading.statements.get(statement)) reading.show({ kind: "statement", id: statement }, true);
  else if (reading.suggestions.get(suggestion)) reading.show({ kind: "suggestion", id: suggestion }, true);
  else if (span) reading.choose(span, { jump: true });
  else {
    const last = reading.lastPlace.read();
    if (last && last < reading.text.length) reading.page?.restore(last);
  }
}
