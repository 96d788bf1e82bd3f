import { expect, test } from "vitest";
import { find, MOST } from "../src/text/find.ts";

const plain = (words: string) => ({ words, regex: false, cases: false });

test("words are found in any case, across line breaks and apostrophes", () => {
  const text = "The Farmers’ League said: the farmers'\nleague waits.";
  expect(find(text, plain("farmers' league")).map((hit) => hit.start)).toEqual([4, 30]);
});

test("signs of patterns are plain signs in plain words", () => {
  expect(find("a+b (c) a+b", plain("a+b"))).toHaveLength(2);
  expect(find("a+b (c)", plain("(c)"))).toEqual([{ start: 4, stop: 7 }]);
});

test("a pattern may find nothing, too much, or nonsense", () => {
  expect(find("abc", { words: "x*", regex: true, cases: false })).toEqual([]);
  expect(find("a".repeat(MOST + 50), { words: "a", regex: true, cases: true })).toHaveLength(MOST);
  expect(() => find("abc", { words: "(", regex: true, cases: false })).toThrow();
});

test("an old pattern with needless escapes is understood", () => {
  expect(find("a-b", { words: "a\\-b", regex: true, cases: false })).toHaveLength(1);
});

test("offsets count UTF-16 units", () => {
  expect(find("🚲🚲 toll", plain("toll"))).toEqual([{ start: 5, stop: 9 }]);
});
