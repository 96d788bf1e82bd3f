/** Which suggestion comes next? `Round`: the suggestions that were loaded, in order, and where we are
 *
 * What was decided stays in its place, closed, so that a decision can be taken back there.
 */

import type { SuggestionRow, Verdict } from "./shapes.ts";

export interface Card {
  row: SuggestionRow;
  /** What was decided here; null: it waits. */
  verdict: Verdict | null;
  /** Identity of the act that decided. */
  act: string;
  /** Who decided elsewhere. */
  by: string;
}

export interface Round {
  cards: readonly Card[];
  at: number;
  /** Nothing more is to be loaded behind the last one. */
  complete: boolean;
}

export const NOTHING: Round = { cards: [], at: 0, complete: false };
const KEPT = 100; // closed cards before the current one

/** A card that waits. */
export function isOpen(card: Card | undefined): card is Card {
  return card !== undefined && card.verdict === null && card.by === "";
}

/** The suggestion to decide on; null when all are decided. */
export function current(round: Round): Card | null {
  const card = round.cards[round.at];
  return isOpen(card) ? card : null;
}

/** How many wait behind the current one. */
export function ahead(round: Round): number {
  return round.cards.filter((card, at) => at > round.at && isOpen(card)).length;
}

/** Add rows that come behind; `complete` where the queue has no more. */
export function extended(round: Round, rows: readonly SuggestionRow[], complete: boolean): Round {
  const there = new Set(round.cards.map((card) => card.row.suggestion.id));
  const fresh = rows.filter((row) => !there.has(row.suggestion.id)).map((row) => ({ row, verdict: null, act: "", by: "" }));
  const dropped = Math.max(0, round.at - KEPT);
  const old = round.cards.slice(0, dropped).filter(isOpen);
  const cards = [...old, ...round.cards.slice(dropped), ...fresh];
  return settled({ cards, at: round.at - dropped + old.length, complete });
}

/** Close a suggestion by a verdict and go to the next one. */
export function decided(round: Round, id: string, verdict: Verdict, act: string): Round {
  return closed(round, id, { verdict, act });
}

/** Close a suggestion that somebody decided on elsewhere. */
export function elsewhere(round: Round, id: string, by: string): Round {
  return closed(round, id, { by });
}

/** Open a suggestion again and go there; one that is here no longer is put before the current one. */
export function reopened(round: Round, row: SuggestionRow): Round {
  const card: Card = { row, verdict: null, act: "", by: "" };
  const at = round.cards.findIndex((one) => one.row.suggestion.id === row.suggestion.id);
  if (at >= 0) return { ...round, cards: round.cards.with(at, card), at };
  return { ...round, cards: round.cards.toSpliced(round.at, 0, card) };
}

/** Open a suggestion again without going there: somebody is reading another one. */
export function returned(round: Round, row: SuggestionRow): Round {
  const before = current(round);
  const now = reopened(round, row);
  const at = before ? now.cards.findIndex((card) => card.row.suggestion.id === before.row.suggestion.id) : now.at;
  return { ...now, at };
}

/** Forget what comes behind the current one: it is to be loaded again. */
export function cut(round: Round): Round {
  return { ...round, cards: round.cards.slice(0, round.at + 1), complete: false };
}

/** Go to the next (1) or previous (-1) one that waits; stay where there is none. */
export function moved(round: Round, step: 1 | -1): Round {
  for (let at = round.at + step; at >= 0 && at < round.cards.length; at += step) {
    if (isOpen(round.cards[at])) return { ...round, at };
  }
  return round;
}

export function cardOf(round: Round, id: string): Card | undefined {
  return round.cards.find((card) => card.row.suggestion.id === id);
}

function closed(round: Round, id: string, change: Partial<Card>): Round {
  const at = round.cards.findIndex((card) => card.row.suggestion.id === id);
  const card = round.cards[at];
  if (!card) return round;
  return settled({ ...round, cards: round.cards.with(at, { ...card, ...change }) });
}

/** Stand on one that waits: this one, else the next, else the one before. */
function settled(round: Round): Round {
  if (current(round)) return round;
  const next = moved(round, 1);
  return current(next) ? next : moved(round, -1);
}
