import { expect, test } from "vitest";
import { inOrder, nothing } from "../src/history/differences.ts";
import { dayName } from "../src/history/day.ts";
import { byDay, local, occurring, refreshed, revertible } from "../src/history/grouping.ts";
import { address, canGoBack } from "../src/history/leading.ts";
import type { ActOut, TrashRow } from "../src/history/shapes.ts";
import { byTable, unknown } from "../src/history/trashing.ts";

function act(seq: number, run: string, day = 6, more: Partial<ActOut> = {}): ActOut {
  const time = new Date(2024, 4, day, 10, seq % 60).toISOString();
  return { seq, run, time, coder: "ann", verb: "code", summary: run, changes: 1, undone: false, ...more };
}

test("acts are told by day, and those of one run as one", () => {
  const days = byDay([act(5, "c", 7), act(4, "b"), act(3, "b", 6, { changes: 4, verb: "import" }), act(2, "a")]);
  expect(days.map((day) => [day.day, day.runs.map((run) => run.run)])).toEqual([["2024-05-07", ["c"]], ["2024-05-06", ["b", "a"]]]);
  expect(days[1]?.runs[0]).toMatchObject({ changes: 5, seq: 4, verb: "import" });
});

test("a run that other work came into the middle of is told twice", () => {
  expect(byDay([act(3, "a"), act(2, "b"), act(1, "a")])[0]?.runs.map((run) => run.run)).toEqual(["a", "b", "a"]);
});

test("what is undone, and what undid something, is not taken back", () => {
  const runs = byDay([act(3, "c", 6, { verb: "undo" }), act(2, "b", 6, { undone: true }), act(1, "a")])[0]?.runs ?? [];
  expect(runs.map(revertible)).toEqual([false, false, true]);
});

test("what was loaded again replaces the top of the list", () => {
  const fresh = [act(5, "e"), act(4, "d", 6, { undone: true })];
  expect(refreshed(fresh, [act(4, "d"), act(3, "c")]).map((one) => [one.seq, one.undone])).toEqual([[5, false], [4, true], [3, false]]);
  expect(refreshed([], [act(1, "a")])).toEqual([]);
});

test("nothing stands below what was loaded again where something between is missing", () => {
  expect(refreshed([act(9, "i"), act(8, "h")], [act(5, "e"), act(4, "d")]).map((one) => one.seq)).toEqual([9, 8]);
});

test("single things can be put back, decisions only with their work", () => {
  expect(canGoBack({ table: "statement", done: "changed" })).toBe(true);
  expect(canGoBack({ table: "statement", done: "added" })).toBe(false);
  expect(canGoBack({ table: "suggestion", done: "changed" })).toBe(false);
});

test("the filters offer what occurs, and what is chosen", () => {
  expect(occurring([act(1, "a"), act(2, "b", 6, { verb: "edit" })], "verb", "note")).toEqual(["code", "edit", "note"]);
});

test("days and moments are told in the reader's form", () => {
  const now = new Date(2024, 4, 6, 12);
  expect(dayName(local(now.toISOString()), now)).toBe("Today");
  expect(dayName("2024-05-05", now)).toBe("Yesterday");
  expect(dayName("2023-12-31", now, "en-GB")).toMatch(/^Sunday,? 31 December 2023$/);
});

test("a change leads to what it is about, if that is still there", () => {
  expect(address({ table: "statement", id: "s", document: "d", done: "changed" })).toBe("/texts/d?statement=s");
  expect(address({ table: "statement", id: "s", document: "d", done: "trashed" })).toBe(null);
  expect(address({ table: "entity", id: "e", document: "", done: "added" })).toBe("/codebook/e");
  expect(address({ table: "note", id: "n", document: "d", done: "added" })).toBe("/texts/d");
  expect(address({ table: "codebook", id: "c", document: "", done: "changed" })).toBe(null);
});

test("what going back would change is told of texts first, and nothing is told as nothing", () => {
  const line = (table: string, added = 1) => ({ table, added, removed: 0, changed: 0 });
  expect(inOrder({ moment: 1, tables: [line("origin"), line("statement"), line("document")] }).map((one) => one.table)).toEqual(["document", "statement", "origin"]);
  expect(nothing({ moment: 2, tables: [] })).toBe(true);
  expect(nothing({ moment: 2, tables: [line("note")] })).toBe(false);
});

test("what was moved down in the trash is not told twice", () => {
  const row = (id: string) => ({ table: "note", id }) as TrashRow;
  expect(unknown([row("b"), row("c")], [row("a"), row("b")]).map((one) => one.id)).toEqual(["c"]);
});

test("texts leave the trash before what stands in them", () => {
  const row = (table: string, id: string) => ({ table, id }) as TrashRow;
  expect(byTable([row("note", "n"), row("statement", "s"), row("document", "d"), row("statement", "t")])).toEqual([
    ["document", ["d"]], ["statement", ["s", "t"]], ["note", ["n"]],
  ]);
});
