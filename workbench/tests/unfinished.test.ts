import { expect, test } from "vitest";
import { placed } from "../src/reader/unfinished.ts";

test("words that stand twice are taken where they are nearest to where they stood", () => {
  const text = "We agree. They differ. We agree.";
  expect(placed(text, "We agree.", 0)).toBe(0);
  expect(placed(text, "We agree.", 9)).toBe(0);
  expect(placed(text, "We agree.", 20)).toBe(23);
  expect(placed(text, "We agree.", 99)).toBe(23);
  expect(placed(text, "Nobody said this.", 0)).toBe(-1);
});
