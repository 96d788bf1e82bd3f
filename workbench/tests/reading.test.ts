import { expect, test } from "vitest";
import type { StatementOut, TypeOut, VariableOut } from "../src/api/wire.ts";
import { excerpt, spoken, stance } from "../src/reader/describe.ts";
import { bars, laneWidth } from "../src/reader/gutter.ts";
import { inkOf, inksOf, rules } from "../src/reader/layers.ts";
import { actorsOf, following, sameActor } from "../src/reader/moving.ts";
import { headings, pageAt, pageNumbered } from "../src/reader/outline.ts";
import { changed } from "../src/reader/shapes.ts";

const variable = (name: string, data_type: VariableOut["data_type"], entities = ""): VariableOut => ({
  id: name, name, data_type, entities, values: [], definition: "",
});
const position: TypeOut = {
  id: "1", name: "position", color: "#efd033", definition: "",
  variables: [variable("person", "entity", "actor"), variable("organization", "entity", "actor"), variable("concept", "entity", "concept"), variable("agreement", "boolean")],
};
const figure: TypeOut = { id: "2", name: "figure", color: "no color", definition: "", variables: [variable("value", "number")] };
const types = [position, figure];
const row = (id: string, start: number, values: StatementOut["values"], type = "position"): StatementOut => ({
  id, type, document: "d", version: 1, start, stop: start + 5, values, coder: "ann", created: "", note: "", flag: "", reviewed: true, score: null,
});

test("a statement is said in one line, without signs only eyes can read", () => {
  const line = spoken(position, row("a", 0, { person: "e1", agreement: false }), (id) => ({ e1: "Ada Renvik" })[id] ?? id);
  expect(line).toBe("position: Ada Renvik, disagrees");
  expect(spoken(figure, row("b", 0, {}, "figure"), String)).toBe("figure, nothing filled in");
});

test("stance decides the ink; what is not reviewed has its own; unknown types are plain", () => {
  expect(stance(position, { agreement: true })).toBe("agree");
  expect(inkOf(types, row("a", 0, { agreement: false }))).toBe("s0-disagree");
  expect(inkOf(types, { ...row("a", 0, { value: 3 }, "figure"), reviewed: false })).toBe("s1-plain-new");
  expect(inksOf(1)).toContain("s1-plain-new");
});

test("every ink has a rule, and a color that is none is not written into it", () => {
  const sheet = rules(types);
  for (const ink of [...inksOf(0), ...inksOf(1)]) expect(sheet).toContain(`::highlight(${ink})`);
  expect(sheet).not.toContain("no color");
});

test("long quotations keep their beginning and their end", () => {
  const text = "one two three four five six seven eight nine ten";
  expect(excerpt(text, 0, 13)).toBe("one two three");
  expect(excerpt(text, 0, text.length, 20)).toBe("one two … nine ten");
  expect(excerpt("a\n\nb", 0, 4)).toBe("a b");
  expect(excerpt("🚲".repeat(50), 0, 100, 50)).toBe(`${"🚲".repeat(12)} … ${"🚲".repeat(13)}`);
});

test("the next one is found from the shown one, else from a place, and after the last comes the first", () => {
  const rows = [row("a", 10, {}), row("b", 20, {}), row("c", 20, {})];
  expect(following(rows, { id: "a", offset: 0 }, true)?.id).toBe("b");
  expect(following(rows, { id: "c", offset: 0 }, true)?.id).toBe("a");
  expect(following(rows, { id: "a", offset: 0 }, false)?.id).toBe("c");
  expect(following(rows, { offset: 15 }, true)?.id).toBe("b");
  expect(following(rows, { offset: 10 }, true)?.id).toBe("a");
  expect(following(rows, { offset: 15 }, false)?.id).toBe("a");
  expect(following(rows, { offset: 99 }, true)?.id).toBe("a");
  expect(following([], { offset: 0 }, true)).toBeNull();
});

test("the same actor is one who speaks in either slot of actors, not a concept", () => {
  const one = row("a", 0, { person: "p", concept: "k" });
  const rows = [one, row("b", 9, { organization: "p" }), row("c", 20, { person: "q", concept: "k" })];
  expect(actorsOf(types, one)).toEqual(["p"]);
  expect(sameActor(types, rows, one).map(({ id }) => id)).toEqual(["a", "b"]);
});

test("the outline has headings in one line; pages count from one", () => {
  const text = "Title\nSome\nHeading  here";
  const regions = [
    { start: 0, stop: 5, role: "title" },
    { start: 11, stop: text.length, role: "heading" },
    { start: 5, stop: 6, role: "heading" },
  ];
  expect(headings(text, regions).map((one) => [one.words, one.title])).toEqual([["Title", true], ["Heading here", false]]);
  expect([pageAt([0, 100], 50), pageAt([0, 100], 100), pageAt([], 3)]).toEqual([1, 2, 0]);
  expect([pageNumbered([0, 100], " 2 "), pageNumbered([0, 100], "3"), pageNumbered([0, 100], "x")]).toEqual([100, null, null]);
});

test("lanes grow narrow before they leave the gutter, and a bar is never lower than its sign", () => {
  expect(laneWidth(2, 100)).toBe(15);
  expect(laneWidth(20, 100)).toBe(5);
  const [bar] = bars([{ id: "a", start: 0, stop: 1 }], () => 2, () => ({ top: 7, bottom: 9 }));
  expect(bar).toEqual({ id: "a", lane: 2, top: 7, height: 18 });
});

test("details are sent only where they changed", () => {
  const before = { title: "T", author: "", source: "", section: "", type: "", date: "2020", language: "en", notes: "" };
  expect(changed(before, { title: "T ", date: "2021" })).toEqual({ was: { date: "2020" }, now: { date: "2021" } });
  expect(changed(before, { title: "T" })).toBeNull();
});
