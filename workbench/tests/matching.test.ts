import { expect, test } from "vitest";
import { folded, NameIndex } from "../src/api/matching.ts";
import type { EntityOut } from "../src/api/wire.ts";
import { choices } from "../src/ui/choices.ts";

const entity = (id: string, name: string, ...aliases: string[]): EntityOut => ({
  id, kind: "actor", name, aliases, attributes: [], definition: "", parent: "", color: "",
});

const index = new NameIndex([
  entity("1", "Ministry of Transport", "MoT", "transport ministry"),
  entity("2", "Transport Union"),
  entity("3", "Public Transportation Board"),
  entity("4", "Łódź City Council", "Rada Łodzi"),
  entity("5", "Nontransporting Guild"),
]);
const found = (typed: string, limit = 9) => index.match(typed, limit).map(({ entity: one }) => one.id);

test("a name comes before an alias that begins alike, a beginning before that of a word, and that before anything inside", () => {
  expect(found("transport")).toEqual(["2", "1", "3", "5"]);
});

test("an alias finds its entity, once, and says which wording it was", () => {
  expect(index.match("mot", 9).map(({ wording }) => wording)).toEqual(["MoT"]);
});

test("case and diacritics don't matter", () => {
  expect(found("lodz")).toEqual(["4"]);
  expect(folded("Straße")).toBe(folded("STRASSE"));
});

test("several beginnings of words find a name in any order", () => {
  expect(found("counc city")).toEqual(["4"]);
});

test("nothing typed gives the names in their order", () => {
  expect(found("", 2)).toEqual(["4", "1"]);
});

test("an exact wording names its entity", () => {
  expect(index.named(" rada łodzi ")?.id).toBe("4");
  expect(index.named("rada")).toBeNull();
});

test("a name that is not there can be made, one that is there can't be made twice", () => {
  expect(choices(index.match("tram", 9), " Tram ", true)).toMatchObject([{ entity: null, text: "Tram" }]);
  expect(choices(index.match("mot", 9), "mot", true)).toMatchObject([{ key: "1", alias: "MoT", exact: true }]);
  expect(choices(index.match("tram", 9), "tram", false)).toEqual([]);
  expect(choices(index.match("mot", 9), "mot", true, ["1"])).toEqual([]);
});

test("ten thousand names are searched within a key press", () => {
  const many = new NameIndex(Array.from({ length: 10_000 }, (_, at) => entity(`${at}`, `Actor number ${at} of the register`)));
  const before = performance.now();
  expect(many.match("number 77", 12)).toHaveLength(12);
  expect(performance.now() - before).toBeLessThan(400);
});
