import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Latest } from "../src/search/latest.ts";
import { askable, asked, beginning, inAddress, kindsOf, named, narrowed, read, without } from "../src/search/query.ts";
import { found, joined, ofEntity, ofNote, ofStatement, ofText, type NoteHit, type Results, type StatementHit, type TextHit } from "../src/search/results.ts";
import { walked } from "../src/search/walking.ts";

const ADA = "aaaaaaaa-0000-4000-8000-000000000001";
const TOLL = "cccccccc-0000-4000-8000-000000000002";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("the last word stands for all words that begin with it", () => {
  expect(beginning("toll roa")).toBe("toll roa*");
  expect(beginning("toll ")).toBe("toll ");
  expect(beginning("toll*")).toBe("toll*");
  expect(beginning("a")).toBe("a");
  expect(beginning('"town cou')).toBe('"town cou');
  expect(beginning('"town council"')).toBe('"town council"');
  expect(beginning("Brü")).toBe("Brü*");
});

test("what is looked for goes into the address and comes back", () => {
  const wanted = read({ q: "toll & road", kind: "texts", since: "2019", entity: ADA, nonsense: "1" });
  const back = Object.fromEntries(new URL(inAddress(wanted), "http://x").searchParams);
  expect(read(back)).toEqual(wanted);
  expect(read({ kind: "people", entity: `x,${ADA}`, document: "../x" })).toMatchObject({ kind: "", entity: ADA, document: "" });
});

test("the server is asked for one kind at length or for a little of each", () => {
  const wanted = read({ q: "toll", entity: `${ADA},${TOLL}`, since: "2019 " });
  expect(asked(wanted)).toBe(`/search?q=toll*&since=2019&entity=${ADA}&entity=${TOLL}&limit=6`);
  expect(asked(wanted, { kind: "texts", offset: 30 })).toContain("kinds=texts");
  expect(asked(read({ q: "x1", kind: "notes" }))).toBe("/search?q=x1*&kinds=notes&limit=30");
});

test("whatever kinds of names a codebook has narrow the search, one name of each", () => {
  const variable = (entities: string) => ({ id: "", name: entities, data_type: "entity" as const, entities, values: [], definition: "" });
  const type = { id: "", name: "statement", color: "", definition: "", variables: [variable("person"), variable("concept"), variable(""), variable("person")] };
  expect(kindsOf([type])).toEqual(["person", "concept"]);
  const wanted = read({ entity: `${ADA},${TOLL}` });
  expect(named(wanted, ADA.replace("a", "b"), (id) => id === ADA).entity).toBe(`${TOLL},${ADA.replace("a", "b")}`);
  expect(named(wanted, null, (id) => id === TOLL).entity).toBe(ADA);
});

test("there is something to ask for with a word or a filter", () => {
  expect(askable(read({ q: " *" }))).toBe(false);
  expect(askable(read({ q: "t" }))).toBe(true);
  expect(askable(read({ type: "position" }))).toBe(true);
  expect(narrowed(read({ q: "t", kind: "texts", type: "position", source: "x" }))).toBe(2);
  expect(without(read({ q: "t", kind: "texts", source: "x" }))).toEqual(read({ q: "t", kind: "texts" }));
});

const QUOTATION = { statement: { id: "s", document: "d", start: 3, stop: 9 } } as StatementHit["quotation"];

test("a hit leads to the words it was found in", () => {
  const text = { document: "d", start: 4, stop: 8 } as TextHit;
  expect(ofText(text)).toBe("/texts/d?at=4-8");
  expect(ofText({ ...text, start: null, stop: null })).toBe("/texts/d");
  expect(ofStatement({ quotation: QUOTATION } as StatementHit)).toBe("/texts/d?at=3-9&statement=s");
  expect(ofEntity("e")).toBe("/codebook/e");
  const note = { table: "statement", row: "s", document: "d", start: null, stop: null } as NoteHit;
  expect(ofNote(note)).toBe("/texts/d?statement=s");
  expect(ofNote({ ...note, table: "document", start: 1, stop: 5 })).toBe("/texts/d?at=1-5");
  expect(ofNote({ ...note, table: "entity", row: "e", document: null })).toBe("/codebook/e");
  expect(ofNote({ ...note, table: "codebook", document: null })).toBe(null);
});

test("a further window is put behind the one that is there", () => {
  const hits = (...ids: string[]) => ({ total: 9, more: false, rows: ids.map((document) => ({ document }) as TextHit) });
  const results: Results = { texts: hits("a"), statements: null, entities: null, notes: null, indexing: null };
  expect(joined(results, "texts", { ...results, texts: hits("b") }).texts?.rows.map((hit) => hit.document)).toEqual(["a", "b"]);
  expect(joined(results, "notes", results)).toBe(results);
  expect(found(results)).toBe(9);
});

test("only the last question is answered", async () => {
  const asked: string[] = [];
  const told: string[] = [];
  const answers = new Map<string, (answer: string) => void>();
  const latest = new Latest<string>(
    (question) => (asked.push(question), new Promise((resolve) => answers.set(question, resolve))),
    (answer) => told.push(answer),
    () => {},
  );
  latest.question("t");
  latest.question("to");
  await vi.advanceTimersByTimeAsync(200);
  latest.question("tol", { now: true });
  answers.get("to")?.("stale");
  answers.get("tol")?.("fresh");
  await vi.advanceTimersByTimeAsync(0);
  expect(asked).toEqual(["to", "tol"]);
  expect(told).toEqual(["fresh"]);
});

test("an error of a question nobody waits for any more is not told", async () => {
  const failed: unknown[] = [];
  const latest = new Latest<string>(() => Promise.reject(new Error("gone")), () => {}, (error) => failed.push(error));
  latest.question("a", { now: true });
  latest.stop();
  await vi.advanceTimersByTimeAsync(0);
  expect(failed).toEqual([]);
  latest.question("b", { now: true });
  await vi.advanceTimersByTimeAsync(0);
  expect(failed).toHaveLength(1);
});

test("arrow keys lead from the box down the hits and back", () => {
  expect(walked("ArrowDown", -1, 3)).toBe(0);
  expect(walked("ArrowDown", 2, 3)).toBe(2);
  expect(walked("ArrowUp", 0, 3)).toBe(-1);
  expect(walked("ArrowUp", -1, 3)).toBe(null);
  expect(walked("ArrowDown", -1, 0)).toBe(null);
  expect(walked("x", 0, 3)).toBe(null);
});
