/** What goes over the wire, under the names the views use. Offsets count UTF-16 units. */

import type { components } from "./types.gen.ts";

type Schemas = components["schemas"];

/** What the server tells is whole: it leaves no field out, even where one may be left out on the way to it. */
type Whole<T> = T extends string | number | boolean | null
  ? T
  : T extends readonly (infer One)[]
    ? number extends T["length"]
      ? Whole<One>[]
      : T
    : { [K in keyof T]-?: Whole<Exclude<T[K], undefined>> };

/** A shape as the server describes it. */
export type Told<Name extends keyof Schemas> = Whole<Schemas[Name]>;

export type StatementOut = Told<"StatementOut">;
export type QuotationOut = Told<"QuotationOut">;
export type Quotations = Told<"Quotations">;
export type VariableOut = Told<"VariableOut">;
export type TypeOut = Told<"TypeOut">;
export type AttributeOut = Told<"AttributeOut">;
export type EntityOut = Told<"EntityOut">;
export type CodebookOut = Told<"CodebookOut">;
export type Fresh = Told<"Fresh">;
export type ProjectOut = Told<"ProjectOut">;
export type Done = Told<"Done">;
export type ActEvent = Told<"ActNews">;
export type JobEvent = Told<"JobOut">;

export type Scalar = string | number | boolean | null;
export type Values = Record<string, Scalar>;

export type DataType = VariableOut["data_type"];

/** An act as the browser sends it: `id` is its identity in the history, the rest depends on `kind`. */
export interface Command {
  kind: string;
  id: string;
  [field: string]: unknown;
}

