/** What is said of a text in one line? `described`, `languageName` */

import type { Told } from "../api/wire.ts";
import { dated } from "../ui/dates.ts";
import { words } from "../words/index.ts";

export type DocumentRow = Told<"DocumentRow">;

/** Return the title of a text and where it comes from. */
export function described(document: DocumentRow): { title: string; about: string } {
  const date = dated(document.date) || words.texts.noDate;
  return {
    title: document.title || words.texts.untitled,
    about: words.texts.row([date, document.source, document.section, document.author]),
  };
}

/** Return the name of a language, where its code is one; people write other words there, too. */
export function languageName(code: string): string {
  try {
    return new Intl.DisplayNames(undefined, { type: "language" }).of(code) ?? code;
  } catch {
    return code;
  }
}
