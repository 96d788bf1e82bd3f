import { expect, test } from "vitest";
import { draft, sweep } from "../src/api/drafts.ts";
import type { Refused, State } from "../src/api/outbox.ts";
import { differences, isConflict, mine, typed } from "../src/shell/differences.ts";
import { savedWords } from "../src/shell/saved.ts";
import { sorted, turned } from "../src/ui/sorting.ts";
import { said, told } from "../src/ui/values.ts";
import { scrolled, stepped, visible } from "../src/ui/window.ts";

const state = (change: Partial<State>): State => ({ sending: "saved", waiting: 0, unstored: 0, refused: [], ...change });

test("the state of saving is said in words", () => {
  expect(savedWords(state({}), true, false)).toEqual({ text: "All saved", calm: true });
  expect(savedWords(state({ sending: "saving", waiting: 1 }), true, false).calm).toBe(true);
  expect(savedWords(state({ sending: "away", waiting: 3 }), false, false).text).toContain("3 changes wait here");
  expect(savedWords(state({ sending: "signed-out", waiting: 1 }), true, true).text).toContain("1 change waits");
});

test("what could be lost is said first", () => {
  expect(savedWords(state({ sending: "away", waiting: 2, unstored: 1 }), false, true).text).toContain("keep this window open");
});

const refused = (change: object): Refused => ({
  id: "a", at: "", status: 409, code: "conflict", found: "", remedy: "",
  command: { kind: "edit", id: "a", statement: "s", was: { values: { person: "p1" }, note: "" }, now: { values: { person: "p2" }, note: "n" } },
  theirs: { id: "s", values: { person: "p3", concept: "c" }, note: "", start: 4 },
  ...change,
});

test("two versions are shown field by field, for the fields that were to change", () => {
  expect(differences(refused({}))).toEqual([
    { field: "person", before: "p1", mine: "p2", theirs: "p3" },
    { field: "note", before: "", mine: "n", theirs: "" },
  ]);
});

test("one's own version is sent anew upon what is there now, as a new act", () => {
  const again = mine(refused({}));
  expect(again).toMatchObject({ kind: "edit", statement: "s", was: { values: { person: "p3" }, note: "" }, now: { note: "n" } });
  expect(again.id).not.toBe("a");
});

test("a refusal without another version is no conflict and is sent again unchanged", () => {
  const other = refused({ status: 422, theirs: null });
  expect(isConflict(other)).toBe(false);
  expect(mine(other)["was"]).toEqual({ values: { person: "p1" }, note: "" });
});

test("of a note, what was seen, what was written and what is there are shown, too", () => {
  const note = refused({
    command: { kind: "note", id: "a", note: "n", on: { table: "document", id: "d" }, was: "one", body: "mine" },
    theirs: { id: "n", body: "theirs" },
  });
  expect(isConflict(note)).toBe(true);
  expect(differences(note)).toEqual([{ field: "body", before: "one", mine: "mine", theirs: "theirs" }]);
  expect(mine(note)).toMatchObject({ kind: "note", note: "n", was: "theirs", body: "mine" });
});

class Memory extends Map<string, string> {
  get length() { return this.size; }
  key(at: number) { return [...this.keys()][at] ?? null; }
  getItem(key: string) { return this.get(key) ?? null; }
  setItem(key: string, value: string) { this.set(key, value); }
  removeItem(key: string) { this.delete(key); }
}

test("a draft is given back until it is dropped", () => {
  const store = new Memory() as unknown as Storage;
  draft<{ a: number }>("form", store).save({ a: 1 });
  expect(draft("form", store).read()).toEqual({ a: 1 });
  draft("form", store).drop();
  expect(draft("form", store).read()).toBeNull();
});

test("drafts that nobody came back to for months are dropped, and nothing else", () => {
  const store = new Memory() as unknown as Storage;
  draft("old", store).save(1);
  store.setItem("other", "kept");
  sweep(Date.now() + 91 * 24 * 3_600_000, store);
  expect(store.length).toBe(1);
});

test("only rows in sight are drawn, some more on both sides", () => {
  expect(visible(1_000, 100, 10, 100_000, 2)).toEqual([98, 112]);
  expect(visible(0, 100, 10, 3, 2)).toEqual([0, 3]);
  expect(visible(5_000, 100, 10, 20, 2)).toEqual([17, 20]);
  expect(visible(0, 0, 10, 0)).toEqual([0, 0]);
});

test("a row is scrolled to only if it is out of sight", () => {
  expect(scrolled(100, 50, 10, 12)).toBe(100);
  expect(scrolled(100, 50, 10, 3)).toBe(30);
  expect(scrolled(100, 50, 10, 15)).toBe(110);
});

test("keys step through a list and stop at its ends", () => {
  expect(["ArrowDown", "ArrowUp", "PageDown", "Home", "End", "x"].map((key) => stepped(key, 5, 10, 8))).toEqual([6, 4, 9, 0, 9, null]);
});

const columns = [{ name: "who", title: "", value: (row: [string, number]) => row[0] }, { name: "n", title: "", number: true, value: (row: [string, number]) => row[1] }];

test("rows are sorted by a column, equal ones stay as they were", () => {
  const rows: [string, number][] = [["b", 2], ["a", 10], ["c", 2]];
  expect(sorted(rows, columns, { column: "n", descending: true }).map(([who]) => who).join("")).toBe("abc");
  expect(sorted(rows, columns, { column: "who", descending: false }).map(([who]) => who).join("")).toBe("abc");
  expect(sorted(rows, columns, null)).toEqual(rows);
});

test("numbers fall first, names rise first", () => {
  const [who, n] = columns;
  expect(turned(null, n!)).toEqual({ column: "n", descending: true });
  expect(turned(turned(null, who!), who!)).toEqual({ column: "who", descending: true });
});

test("what was coded is said in the order of its type, with the stance as mark and word", () => {
  const type = { id: "", name: "position", color: "", definition: "", variables: [
    { id: "", name: "person", data_type: "entity" as const, entities: "actor", values: [], definition: "" },
    { id: "", name: "agreement", data_type: "boolean" as const, entities: "", values: [], definition: "" },
  ] };
  const parts = told({ type: "position", values: { agreement: false, person: "e1" } }, type, () => "Ada");
  expect(parts).toEqual([{ name: "person", text: "Ada", stance: "" }, { name: "agreement", text: "▼ disagrees", stance: "disagree" }]);
  expect(said(null, "text", String)).toBe("");
});

const no = { id: "", at: "", status: 409, code: "conflict", found: "", remedy: "", theirs: null };

test("what somebody typed is shown, new names by their words, where the project said no", () => {
  const decide = { kind: "decide", id: "1", suggestion: "2", verdict: "edit", values: { concept: "new", agreement: false }, fresh: [{ id: "new", kind: "concept", name: "A tunnel" }] };
  expect(typed({ ...no, command: decide })).toEqual([["concept", "A tunnel"], ["agreement", false]]);
  expect(typed({ ...no, command: { kind: "note", id: "1", note: "2", body: "Look again", was: "" } })).toEqual([["body", "Look again"]]);
  expect(typed({ ...no, command: { kind: "entity-edit", id: "1", entity: "2", was: { name: "Port" }, now: { name: "The port" } } })).toEqual([["name", "The port"]]);
  expect(typed({ ...no, command: { kind: "trash", id: "1", ids: ["2"], back: true } })).toEqual([]);
});
