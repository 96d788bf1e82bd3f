import { expect, test } from "vitest";
import { footnotes } from "../src/text/footnotes.ts";

const region = (text: string, words: string, role: string, from = 0) => {
  const start = text.indexOf(words, from);
  return { start, stop: start + words.length, role };
};

test("a mark leads to the note with its number", () => {
  const text = "It failed[1]. It failed again[2].\n\n[1] Herald, p. 3.\n[2] Courier.";
  const regions = [
    region(text, "[1]", "footnote mark"),
    region(text, "[2]", "footnote mark"),
    region(text, "[1] Herald, p. 3.", "footnote"),
    region(text, "[2] Courier.", "footnote"),
  ];
  const found = footnotes(text, regions);
  expect(found.map((one) => [one.label, text.slice(one.note.start, one.note.stop)])).toEqual([
    ["1", "[1] Herald, p. 3."],
    ["2", "[2] Courier."],
  ]);
});

test("numbers that begin anew on each page lead to the next note", () => {
  const text = "One¹\n¹ First.\nTwo¹\n¹ Second.";
  const regions = [
    region(text, "¹", "footnote mark"),
    region(text, "¹ First.", "footnote"),
    region(text, "¹", "footnote mark", text.indexOf("Two")),
    region(text, "¹ Second.", "footnote"),
  ];
  expect(footnotes(text, regions).map((one) => text.slice(one.note.start + 2, one.note.stop))).toEqual([
    "First.",
    "Second.",
  ]);
});

test("marks as Markdown writes them lead to their notes", () => {
  const text = "No toll.[^1]\n\n[^1]: Herald.";
  const regions = [region(text, "[^1]", "footnote mark"), region(text, "[^1]: Herald.", "footnote")];
  expect(footnotes(text, regions).map((one) => one.label)).toEqual(["1"]);
});

test("a mark without a note leads nowhere", () => {
  const text = "Alone[7].";
  expect(footnotes(text, [region(text, "[7]", "footnote mark")])).toEqual([]);
});
