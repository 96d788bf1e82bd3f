import { describe, expect, test } from "vitest";
import type { EntityOut } from "../src/api/wire.ts";
import { listed } from "../src/codebook/listing.ts";

function entity(id: string, name: string, more: Partial<EntityOut> = {}): EntityOut {
  return { id, kind: "actor", name, aliases: [], attributes: [], definition: "", parent: "", color: "", ...more };
}

const ALL = [
  entity("1", "Rural Party"),
  entity("2", "Ärzteverband", { aliases: ["Doctors' Union"] }),
  entity("3", "Youth of the Rural Party", { parent: "1" }),
  entity("4", "chamber 10"),
  entity("5", "Chamber 9", { parent: "3" }),
];
const USE = {
  "1": { statements: 3, documents: 1, last: "2022-01-01" },
  "4": { statements: 7, documents: 2, last: "2021-01-01" },
};
const names = (filter: string, sort: Parameters<typeof listed>[3]) => listed(ALL, USE, filter, sort).map((row) => row.entity.name);

describe("the list of a kind", () => {
  test("stands in alphabetical order, numbers by size, accents and case aside", () => {
    expect(names("", "name")).toEqual(["Ärzteverband", "Chamber 9", "chamber 10", "Rural Party", "Youth of the Rural Party"]);
  });
  test("may begin with what is used most, or was used last; the rest by name", () => {
    expect(names("", "use").slice(0, 3)).toEqual(["chamber 10", "Rural Party", "Ärzteverband"]);
    expect(names("", "recent").slice(0, 3)).toEqual(["Rural Party", "chamber 10", "Ärzteverband"]);
  });
  test("puts children below their parents", () => {
    const rows = listed(ALL, USE, "", "tree").map((row) => [row.depth, row.entity.name]);
    expect(rows).toEqual([
      [0, "Ärzteverband"], [0, "chamber 10"], [0, "Rural Party"], [1, "Youth of the Rural Party"], [2, "Chamber 9"],
    ]);
  });
  test("shows everybody once even where parents run in a circle", () => {
    const circle = [entity("a", "A", { parent: "b" }), entity("b", "B", { parent: "a" })];
    expect(listed(circle, {}, "", "tree").map((row) => row.entity.id).sort()).toEqual(["a", "b"]);
  });
  test("finds all words that were typed, in any order, without accents", () => {
    expect(names("party youth", "name")).toEqual(["Youth of the Rural Party"]);
    expect(names("arzte", "name")).toEqual(["Ärzteverband"]);
    expect(names("nobody", "name")).toEqual([]);
  });
  test("says which alias was found, and none where the name fits", () => {
    expect(listed(ALL, USE, "union", "name").map((row) => row.alias)).toEqual(["Doctors' Union"]);
    expect(listed(ALL, USE, "rural", "name").map((row) => row.alias)).toEqual(["", ""]);
  });
  test("counts nothing for who is not used", () => {
    expect(listed(ALL, USE, "9", "name")[0]?.use).toEqual({ statements: 0, documents: 0, last: "" });
  });
});
