/** How is a note written, changed, thrown away? `Note`, `writing`, `rewriting`, `removing`, `returning`, `merged` */

import { newId } from "../api/outbox.ts";
import type { Command } from "../api/wire.ts";

export interface On {
  table: string;
  id: string;
}

export interface Note {
  id: string;
  on: On;
  document: string;
  version: number;
  start: number | null;
  stop: number | null;
  quotation: string;
  body: string;
  coder: string;
  created: string;
  /** On its way to the project. */
  waits?: boolean;
}

/** Words of a text that a note is about. */
export interface Stretch {
  version: number;
  start: number;
  stop: number;
  quotation: string;
}

/** A new note as it is shown at once, and the act that stores it. */
export function writing(on: On, body: string, coder: string, span: Stretch | null, now: Date): { note: Note; command: Command } {
  const note: Note = {
    id: newId(), on, document: "", version: span?.version ?? 0, start: span?.start ?? null, stop: span?.stop ?? null,
    quotation: span?.quotation ?? "", body: body.trim(), coder, created: now.toISOString(), waits: true,
  };
  const where = span ? { version: span.version, start: span.start, stop: span.stop } : {};
  return { note, command: { kind: "note", id: newId(), note: note.id, on, body: note.body, was: "", ...where } };
}

/** The act that lets a note say something else; null if nothing would be different. */
export function rewriting(note: Note, body: string): Command | null {
  if (body.trim() === note.body) return null;
  return { kind: "note", id: newId(), note: note.id, on: note.on, was: note.body, body: body.trim() };
}

/** The act that throws a note away as it was seen; what somebody else wrote into it meanwhile is shown first. */
export function removing(note: Note): Command {
  return { kind: "note", id: newId(), note: note.id, on: note.on, was: note.body, body: "" };
}

export function returning(note: Note): Command {
  return { kind: "trash", id: newId(), table: "note", ids: [note.id], back: true };
}

/** What is there, and behind it what still waits to be stored. */
export function merged(there: readonly Note[], before: readonly Note[]): Note[] {
  const known = new Set(there.map((note) => note.id));
  return [...there, ...before.filter((note) => note.waits && !known.has(note.id))];
}
