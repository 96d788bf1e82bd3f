import { expect, test } from "vitest";
import { paragraphs, sections } from "../src/text/paragraphs.ts";

const blocks = (text: string, regions: Parameters<typeof paragraphs>[1] = []) =>
  paragraphs(text, regions).map((block) => text.slice(block.start, block.stop));

test("each line is a block unless a machine wrapped it", () => {
  expect(blocks("One.\nTwo.\n\nThree.")).toEqual(["One.", "Two.", "Three."]);
  const wrapped =
    "These lines were broken by a typewriter where the\npaper ended, and nobody meant anything by the way\nthey end.";
  const [only] = paragraphs(wrapped, []);
  expect(blocks(wrapped)).toEqual([wrapped]);
  expect(only?.wrapped).toBe(true);
});

test("lines of like length that all end a sentence are lines, not a wrapped paragraph", () => {
  expect(blocks("Nobody said a word about it on that very day.\nSomebody said a word about it the day after.")).toHaveLength(2);
});

test("blocks cover every character that is not white space", () => {
  const text = "\n\n  Title \n\n* one\n* two\n\n\n🚲 three\n   \n";
  let covered = "";
  for (const block of paragraphs(text, [])) covered += text.slice(block.start, block.stop);
  expect(covered.replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
});

test("a block has the role of the region it begins in; marks are no blocks", () => {
  const text = "Head\nBody[1]\n[1] Note";
  const regions = [
    { start: 0, stop: 4, role: "heading" },
    { start: 9, stop: 12, role: "footnote mark" },
    { start: 13, stop: 21, role: "footnote" },
  ];
  expect(paragraphs(text, regions).map((block) => block.role)).toEqual(["heading", "", "footnote"]);
});

test("a line of 100,000 characters is cut at spaces and nothing of it is lost", () => {
  const text = "words and 🚲 more ".repeat(6_000);
  const found = paragraphs(text, []);
  expect(found.length).toBeGreaterThan(5);
  expect(found.map((block) => text.slice(block.start, block.stop)).join("")).toBe(text);
  expect(found.slice(1).every((block) => block.continues)).toBe(true);
  expect(found.every((block) => block.stop - block.start <= 12_001)).toBe(true);
});

test("a text without spaces is cut, too, but never inside a character", () => {
  const text = "🚲".repeat(20_000);
  for (const block of paragraphs(text, [])) expect(block.start % 2).toBe(0);
});

test("sections hold all blocks once, in order", () => {
  const found = paragraphs("A line of some length here.\n".repeat(5_000), []);
  const groups = sections(found);
  expect(groups[0]?.first).toBe(0);
  expect(groups.at(-1)?.last).toBe(found.length - 1);
  for (let i = 1; i < groups.length; i++) expect(groups[i]?.first).toBe((groups[i - 1]?.last ?? 0) + 1);
});

test("an empty text has no blocks", () => {
  expect(paragraphs("", [])).toEqual([]);
  expect(paragraphs(" \n\n", [])).toEqual([]);
});

test("lines without an empty line between them may be as many as they like", () => {
  const begun = performance.now();
  expect(paragraphs("line\n".repeat(200_000), [])).toHaveLength(200_000);
  expect(performance.now() - begun).toBeLessThan(1_500);
});
