/** What was begun in a text and not saved? `Unfinished`: drafts of statements, kept in this browser */

import { codebook } from "../api/codebook.svelte.ts";
import { draft as kept, type Draft as Place } from "../api/drafts.ts";
import type { Fresh } from "../api/wire.ts";
import type { Draft } from "./coding.ts";

/** A draft with what it needs to be understood later: its words, and names nobody else knows yet. */
interface Begun {
  draft: Draft;
  words: string;
  fresh: Fresh[];
}

const MOST = 50; // drafts of one text

export class Unfinished {
  private readonly place: Place<Begun[]>;

  constructor(document: string) {
    this.place = kept(`unfinished:${document}`);
  }

  /** All drafts, the one that was worked on last at the end. */
  get all(): Draft[] {
    return this.begun().map(({ draft }) => draft);
  }

  keep(draft: Draft, text: string): void {
    const words = text.slice(draft.start, draft.stop);
    const fresh = codebook.fresh(Object.values(draft.values));
    this.place.save([...this.others(draft.statement), { draft, words, fresh }].slice(-MOST));
  }

  drop(statement: string): void {
    const others = this.others(statement);
    if (others.length > 0) this.place.save(others);
    else this.place.drop();
  }

  /** A draft as it can go on now; null where its words are no longer in the text. */
  resumed(statement: string, text: string): Draft | null {
    const begun = this.begun().find(({ draft }) => draft.statement === statement);
    const start = begun ? placed(text, begun.words, begun.draft.start) : -1;
    if (!begun || start < 0) return null;
    const { draft, words, fresh } = begun;
    return { ...draft, start, stop: start + words.length, values: codebook.resumed(draft.values, fresh) };
  }

  private begun(): Begun[] {
    return this.place.read() ?? [];
  }

  private others(statement: string): Begun[] {
    return this.begun().filter(({ draft }) => draft.statement !== statement);
  }
}

/** Where words stand, the place nearest to where they stood; -1 if nowhere. */
export function placed(text: string, words: string, at: number): number {
  const before = text.lastIndexOf(words, at);
  const behind = text.indexOf(words, at);
  if (before < 0 || behind < 0) return Math.max(before, behind);
  return at - before <= behind - at ? before : behind;
}
