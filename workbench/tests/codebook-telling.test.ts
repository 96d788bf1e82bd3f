import { describe, expect, test } from "vitest";
import { attributesFrom, dated, linesFrom, listFrom, wrongLine } from "../src/codebook/forms.ts";
import type { PreviewOut } from "../src/codebook/shapes.ts";
import { aliasesGained, feasible, headline, isUndecided, valued, weight } from "../src/codebook/telling.ts";

const fields = (name: string, aliases: string[]) => ({ name, aliases, attributes: [], definition: "", parent: null, color: "" });
const preview = (verb: string, statements: number) => ({ verb, statements }) as PreviewOut;

describe("a preview", () => {
  test("says that a new name changes no tie", () => {
    expect(headline(preview("rename", 2))).toContain("no tie changes");
    expect(headline(preview("merge", 2))).toBe("2 statements will read differently.");
    expect(headline(preview("merge", 0))).toBe("No statement changes.");
  });
  test("is undecided until every disagreement has a choice that is there", () => {
    const clashes = [{ field: "type", choices: { a: "party", b: "union" } }];
    expect(isUndecided(clashes, {})).toBe(true);
    expect(isUndecided(clashes, { type: "gone" })).toBe(true);
    expect(isUndecided(clashes, { type: "a" })).toBe(false);
    expect(isUndecided(clashes, { type: "both" })).toBe(false);
    expect(isUndecided([], {})).toBe(false);
  });
  test("names the aliases that come, and nobody who goes", () => {
    const kept = { id: "1", before: fields("A", ["x"]), after: fields("A", ["x", "B"]) };
    const gone = { id: "2", before: fields("B", []), after: null };
    expect(aliasesGained([kept, gone])).toEqual([{ name: "A", aliases: ["B"] }]);
  });
  test("says every kind of value", () => {
    expect([null, "", true, false, 0, "x"].map(valued)).toEqual(["no value", "no value", "▲ yes", "▼ no", "0", "x"]);
    expect([3, 0.5, 2 / 3].map(weight)).toEqual(["3", "0.50", "0.67"]);
  });
  test("of a file can be done if nothing is refused and something changes", () => {
    const one = { what: "entity", name: "x", change: "added", fields: {}, refused: "" } as const;
    expect(feasible([])).toEqual({ refused: 0, can: false });
    expect(feasible([one])).toEqual({ refused: 0, can: true });
    expect(feasible([one, { ...one, refused: "Statements use it." }])).toEqual({ refused: 1, can: false });
  });
});

describe("a form", () => {
  test("gives back the attributes it was made of", () => {
    const attributes = [{ name: "type", value: "party", since: "2019", until: null }];
    expect(attributesFrom(linesFrom(attributes))).toEqual(attributes);
  });
  test("leaves empty lines out and finds the first wrong one", () => {
    const empty = { name: " ", value: "", since: "", until: "" };
    expect(attributesFrom([empty])).toEqual([]);
    expect(wrongLine([empty, { ...empty, value: "x" }])).toBe(1);
    expect(wrongLine([{ name: "a", value: "b", since: "June", until: "" }])).toBe(0);
    expect(wrongLine([empty])).toBe(-1);
  });
  test("knows dates by year, month or day", () => {
    expect(["", "2019", "2019-06", "2019-06-05"].map(dated)).toEqual([true, true, true, true]);
    expect(["19", "2019-13", "2019-06-32", "5 June"].map(dated)).toEqual([false, false, false, false]);
  });
  test("takes each wording once", () => {
    expect(listFrom(" a \n\nb\na")).toEqual(["a", "b"]);
  });
});
