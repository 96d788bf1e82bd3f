/** What does the server tell about the care for a codebook? Use, likeness, previews */

import type { AttributeOut, Told } from "../api/wire.ts";

export type Use = Told<"Use">;
export type UsageOut = Told<"UsageOut">;
export type CareOut = Told<"CareOut">;
export type ValueOut = Told<"ValueOut">;
export type TieOut = Told<"TieOut">;
export type TiesOut = Told<"TiesOut">;
export type ClashOut = Told<"ClashOut">;

export type ImportOut = Told<"ImportOut">;
export type DifferenceOut = ImportOut["differences"][number];

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
