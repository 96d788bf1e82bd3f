/** The shapes the views use are those the server describes: `svelte-check` refuses this file where they are not. */

import { expect, test } from "vitest";
import type * as Seen from "../src/api/seeing.ts";
import type { components } from "../src/api/types.gen.ts";
import type * as Wire from "../src/api/wire.ts";

type Told = components["schemas"];

/** The server leaves no field out, even where one may be left out on the way to it. */
type Whole<T> = T extends string | number | boolean | null
  ? T
  : T extends readonly (infer One)[]
    ? number extends T["length"]
      ? Whole<One>[]
      : T
    : { [K in keyof T]-?: Whole<NonNullable<T[K]>> | Extract<T[K], null> };

/** Compiles only if what the server tells is what a view expects. */
function fits<_Told, _Expected>(..._: Whole<_Told> extends _Expected ? [] : [never]): true {
  return true;
}

test("what the server tells is what the views expect", () => {
  expect([
    fits<Told["StatementOut"], Wire.StatementOut>(),
    fits<Told["QuotationOut"], Wire.QuotationOut>(),
    fits<Told["Quotations"], Wire.Quotations>(),
    fits<Told["VariableOut"], Wire.VariableOut>(),
    fits<Told["TypeOut"], Wire.TypeOut>(),
    fits<Told["EntityOut"], Wire.EntityOut>(),
    fits<Told["CodebookOut"], Wire.CodebookOut>(),
    fits<Told["ProjectOut"], Wire.ProjectOut>(),
    fits<Told["Done"], Wire.Done>(),
    fits<Told["ActNews"], Wire.ActEvent>(),
    fits<Told["JobOut"], Wire.JobEvent>(),
    fits<Told["NetworkOut"], Seen.NetworkOut>(),
    fits<Told["CoalitionsOut"], Seen.CoalitionsOut>(),
    fits<Told["SlicesOut"], Seen.SlicesOut>(),
    fits<Told["MatrixOut"], Seen.MatrixOut>(),
    fits<Told["TimelineOut"], Seen.TimelineOut>(),
  ]).not.toContain(false);
});
