import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ActEvent, StatementOut } from "../src/api/wire.ts";
import { Reading } from "../src/reader/reading.svelte.ts";

const row = (id: string, note = ""): StatementOut => ({
  id, type: "position", document: "d", version: 1, start: 0, stop: 3, values: {}, coder: "ann", created: "", note, flag: "", reviewed: true, score: null,
});
const suggestion = (id: string) => ({ id, type: "position", document: "d", version: 1, start: 0, stop: 3, values: {}, entities: {} });
const document = { id: "d", version: 1, text: "t", language: "en", regions: [], pages: [] };
const act = (name: string, table: string, id: string, statements: StatementOut[] = []): ActEvent =>
  ({ seq: 1, act: name, run: "", verb: "", summary: "", coder: "", time: "", changes: [{ table, id, document: "d" }], statements, many: false }) as ActEvent;

/** What the server would say now, and answers that are kept back until somebody lets them go. */
let coded: StatementOut[] = [];
let proposed: ReturnType<typeof suggestion>[] = [];
let slow = false;
let held: (() => void)[] = [];

beforeEach(() => {
  [coded, proposed, slow, held] = [[], [], false, []];
  vi.stubGlobal("fetch", async (url: string) => {
    const said = url.includes("/statements") ? { statements: coded } : url.includes("/suggestions") ? { suggestions: proposed } : document;
    const body = url.includes("/texts/") ? "One two three." : JSON.stringify(said);
    if (slow) await new Promise<void>((go) => held.push(go));
    return new Response(body);
  });
});
afterEach(() => vi.unstubAllGlobals());

async function opened(): Promise<Reading> {
  const reading = new Reading("d");
  await reading.open();
  await reading.coded;
  return reading;
}

const ids = (reading: Reading) => reading.statements.all.map((one) => one.id);

test("what is told while everything is fetched again is not lost to the older answer", async () => {
  const reading = await opened();
  slow = true;
  const again = reading.again(); // asks before the act, is answered after it
  const followed = reading.follow(act("a", "statement", "new", [row("new")]));
  held.forEach((go) => go());
  await Promise.all([again, followed]);
  expect(ids(reading)).toEqual(["new"]);
});

test("after a failure to fetch what is coded, the next news fetches it", async () => {
  const reading = await opened();
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("gone")));
  await reading.again().catch(() => {});
  vi.stubGlobal("fetch", async (url: string) => new Response(JSON.stringify(url.includes("/statements") ? { statements: [row("old"), row("new")] } : { suggestions: [] })));
  await reading.follow(act("a", "statement", "new", [row("new")]));
  expect(ids(reading)).toEqual(["new", "old"]);
});

test("what others changed while one's own change was on its way is seen when it arrives", async () => {
  coded = [row("s")];
  const reading = await opened();
  reading.underway.begin("s");
  await reading.follow(act("theirs", "statement", "s", [row("s", "their note")]));
  await reading.follow(act("mine", "statement", "s", [row("s", "their note")]));
  expect(reading.statements.get("s")?.note).toBe("");
  reading.ended("s", "mine");
  expect(reading.statements.get("s")?.note).toBe("their note");
});

test("a suggestion whose decision is on its way does not come back, but does when it was undone", async () => {
  proposed = [suggestion("p")];
  const reading = await opened();
  reading.dropSuggestion("p");
  reading.underway.begin("p");
  await reading.again();
  expect(reading.suggestions.size).toBe(0);
  await reading.follow(act("undo", "decision", "x"));
  expect(reading.suggestions.size).toBe(0);
  reading.decided("p", "mine");
  await vi.waitFor(() => expect(reading.suggestions.size).toBe(1));
});
