import { expect, test } from "vitest";
import { merged, removing, returning, rewriting, writing, type Note } from "../src/ui/noting.ts";

const ON = { table: "statement", id: "s" };
const NOW = new Date("2024-05-06T07:08:09Z");

test("a new note is shown at once and sent as an act of its own", () => {
  const { note, command } = writing(ON, "  Irony? ", "ann", null, NOW);
  expect(note).toMatchObject({ on: ON, body: "Irony?", coder: "ann", waits: true, start: null });
  expect(command).toMatchObject({ kind: "note", note: note.id, on: ON, was: "", body: "Irony?" });
  expect(command.id).not.toBe(note.id);
  expect("start" in command).toBe(false);
});

test("a note on words says where they stand", () => {
  const span = { version: 2, start: 3, stop: 8, quotation: "words" };
  const { note, command } = writing({ table: "document", id: "d" }, "why?", "ann", span, NOW);
  expect(note.quotation).toBe("words");
  expect(command).toMatchObject({ version: 2, start: 3, stop: 8 });
  expect("quotation" in command).toBe(false);
});

test("a change says what was seen before, and nothing is sent for no change", () => {
  const note = { id: "n", on: ON, body: "old" } as Note;
  expect(rewriting(note, "old ")).toBe(null);
  expect(rewriting(note, "new")).toMatchObject({ note: "n", was: "old", body: "new" });
});

test("what is thrown away is the note as it was seen, and it comes back as it is", () => {
  const note = { id: "n", on: ON, body: "old" } as Note;
  expect(removing(note)).toMatchObject({ kind: "note", note: "n", on: ON, was: "old", body: "" });
  expect(returning(note)).toMatchObject({ kind: "trash", table: "note", ids: ["n"], back: true });
});

test("what waits to be stored stays in the list until it is there", () => {
  const there = [{ id: "a" }, { id: "b" }] as Note[];
  const before = [{ id: "b", waits: true }, { id: "c", waits: true }, { id: "x" }] as Note[];
  expect(merged(there, before).map((note) => note.id)).toEqual(["a", "b", "c"]);
});
