/** What does the review get from the server? The answers of `/api/suggestions…`; offsets count UTF-16 units. */

import type { Values } from "../api/wire.ts";

export type Verdict = "accept" | "edit" | "reject" | "skip";
export type SuggestionState = "waiting" | "skipped" | "accepted" | "rejected" | "withdrawn";
export type States = Partial<Record<SuggestionState, number>>;

export interface SuggestionOut {
  id: string;
  type: string;
  document: string;
  version: number;
  start: number;
  stop: number;
  quotation: string;
  /** Entities by the names the suggester gives them. */
  values: Values;
  /** Which entity of the codebook each of these names means; null: none yet. */
  entities: Record<string, string | null>;
  voices: { name: string; kind: string }[];
  score: number;
  suggester: string;
  suggester_version: string;
  reasons: string[];
  state: SuggestionState;
}

export interface SuggestionRow {
  suggestion: SuggestionOut;
  before: string;
  after: string;
  title: string;
  source: string;
  date: string;
  decision: { verdict: Verdict; coder: string; time: string; statement: string; unseen: boolean } | null;
}

export interface SuggestionList {
  last: number;
  total: number;
  rows: SuggestionRow[];
  states: States;
}

export interface Rate {
  accepted: number;
  decided: number;
  rate: number | null;
  low: number;
  high: number;
}

export interface SuggesterRow {
  suggester: string;
  version: string;
  /** Empty: all types together. */
  type: string;
  waiting: number;
  skipped: number;
  withdrawn: number;
  accepted: number;
  edited: number;
  rejected: number;
  unseen: number;
  all: Rate;
  recent: Rate;
  course: number[];
}

export interface Suggesters {
  known: string[];
  rows: SuggesterRow[];
}

export interface Policy {
  min_score: number;
  types: string[];
  suggester: string;
}

export interface Preview {
  total: number;
  types: Record<string, number>;
  documents: number;
  scores: number[];
  fresh_total: number;
  fresh: { kind: string; name: string; suggestions: number }[];
  examples: SuggestionRow[];
}
