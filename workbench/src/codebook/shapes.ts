/** What does the server tell about the care for a codebook? Use, likeness, previews */

import type { AttributeOut, QuotationOut, Scalar } from "../api/wire.ts";

export interface Use {
  statements: number;
  documents: number;
  last: string;
}

export interface UsageOut {
  entities: Record<string, Use>;
  types: Record<string, number>;
}

export interface PairOut {
  one: string;
  other: string;
  likeness: "same" | "short" | "similar";
  wordings: [string, string];
  score: number;
}

export interface CareOut {
  unused: string[];
  pairs: PairOut[];
  threshold: number;
}

export interface ValueOut {
  quotation: QuotationOut;
  variable: string;
  before: Scalar;
  after: Scalar;
}

export interface TieOut {
  source: string;
  target: string;
  before: number;
  after: number;
}

export interface TiesOut {
  kind: "congruence" | "conflict" | "affiliation" | "relations";
  type: string;
  total: number;
  rows: TieOut[];
}

export interface ClashOut {
  field: string;
  choices: Record<string, string>;
}

/** Fields of an entity as acts take them; `parent` is null where there is none. */
export interface Fields {
  name?: string;
  aliases?: string[];
  attributes?: AttributeOut[];
  definition?: string;
  parent?: string | null;
  color?: string;
}

export interface EntityChange {
  id: string;
  before: Required<Fields>;
  after: Required<Fields> | null;
}

export interface PreviewOut {
  last: number;
  verb: string;
  summary: string;
  statements: number;
  values: number;
  rows: ValueOut[];
  ties: TiesOut[];
  clashes: ClashOut[];
  dropped: { entity: string; field: string; value: string }[];
  entities: EntityChange[];
}

export interface DifferenceOut {
  what: "codebook" | "statement type" | "variable" | "entity";
  name: string;
  change: "added" | "changed" | "removed";
  fields: Record<string, [string, string]>;
  refused: string;
}

export interface ImportOut {
  last: number;
  title: string;
  differences: DifferenceOut[];
}
