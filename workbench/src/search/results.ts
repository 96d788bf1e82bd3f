/** What did the server find, and where does a hit lead? `Results`, `target`, `joined` */

import { place } from "../router.svelte.ts";
import type { Told } from "../api/wire.ts";
import type { Kind } from "./query.ts";

export type Part = Told<"PartOut">;
export type TextHit = Told<"TextHit">;
export type StatementHit = Told<"StatementHit">;
export type EntityHit = Told<"EntityHit">;
export type NoteHit = Told<"NoteHit">;
export type Results = Told<"Results">;

/** Add a further window of one kind to what is there. */
export function joined(before: Results, kind: Kind, further: Results): Results {
  const [there, more] = [before[kind], further[kind]];
  if (!there || !more) return before;
  return { ...before, [kind]: { ...more, rows: [...there.rows, ...more.rows] } };
}

/** How many were found in all; null where nothing was asked. */
export function found(results: Results): number {
  return (results.texts?.total ?? 0) + (results.statements?.total ?? 0) + (results.entities?.total ?? 0) + (results.notes?.total ?? 0);
}

/** Where a text hit leads: to the words, or to the text where only the title has them. */
export function ofText(hit: TextHit): string {
  return hit.start === null ? place(hit.document) : place(hit.document, hit.start, hit.stop ?? hit.start);
}

export function ofStatement({ quotation: { statement } }: StatementHit): string {
  return place(statement.document, statement.start, statement.stop, statement.id);
}

export function ofEntity(id: string): string {
  return `/codebook/${id}`;
}

/** Where a note leads: to what it is about. */
export function ofNote(hit: NoteHit): string | null {
  if (hit.table === "entity") return ofEntity(hit.row);
  if (!hit.document) return null;
  const statement = hit.table === "statement" ? hit.row : undefined;
  return hit.start === null ? place(hit.document, undefined, undefined, statement) : place(hit.document, hit.start, hit.stop ?? hit.start, statement);
}
