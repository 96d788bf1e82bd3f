/** What goes over the wire, under the names the views use. Offsets count UTF-16 units. */

export type Scalar = string | number | boolean | null;
export type Values = Record<string, Scalar>;

export interface StatementOut {
  id: string;
  type: string;
  document: string;
  version: number;
  start: number;
  stop: number;
  values: Values;
  coder: string;
  created: string;
  note: string;
  flag: string;
  reviewed: boolean;
  score: number | null;
}

export interface QuotationOut {
  statement: StatementOut;
  before: string;
  quotation: string;
  after: string;
  title: string;
  source: string;
  date: string;
}

export interface Quotations {
  total: number;
  rows: QuotationOut[];
}

export type DataType = "entity" | "text" | "boolean" | "integer" | "number" | "date";

export interface VariableOut {
  id: string;
  name: string;
  data_type: DataType;
  entities: string;
  values: (string | number)[];
  definition: string;
}

export interface TypeOut {
  id: string;
  name: string;
  color: string;
  definition: string;
  variables: VariableOut[];
}

export interface AttributeOut {
  name: string;
  value: string;
  since: string | null;
  until: string | null;
}

export interface EntityOut {
  id: string;
  kind: string;
  name: string;
  aliases: string[];
  attributes: AttributeOut[];
  definition: string;
  parent: string;
  color: string;
}

export interface CodebookOut {
  title: string;
  language: string;
  instructions: string;
  types: TypeOut[];
  entities: EntityOut[];
}

export interface Fresh {
  id: string;
  kind: string;
  name: string;
}

export interface ProjectOut {
  identity: string;
  name: string;
  title: string;
  coder: string;
  coders: string[];
  last: number;
  documents: number;
  statements: number;
  waiting: number;
}

/** An act as the browser sends it: `id` is its identity in the history, the rest depends on `kind`. */
export interface Command {
  kind: string;
  id: string;
  [field: string]: unknown;
}

export interface Done {
  id: string;
  last: number;
  again: boolean;
  summary: string;
  known: Record<string, string>;
}

/** One act of the history, as it comes live. */
export interface ActEvent {
  seq: number;
  act: string;
  run: string;
  verb: string;
  summary: string;
  coder: string;
  time: string;
  changes: { table: string; id: string; document?: string }[];
  statements: StatementOut[];
  many: boolean;
}

export interface JobEvent {
  id: string;
  kind: string;
  done: number;
  total: number | null;
  state: "waiting" | "running" | "done" | "failed";
  message: string;
  result: unknown;
  fault: { code: string; found: string; remedy: string } | null;
}
