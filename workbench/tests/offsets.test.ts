import { expect, test } from "vitest";
import { lastAtMost, overlap, parseSpan, trimmed, union, whole, within } from "../src/text/offsets.ts";

test("bisection finds the last value that is not above", () => {
  const sorted = [0, 3, 3, 7];
  expect([-1, 0, 2, 3, 6, 7, 99].map((value) => lastAtMost(sorted, value))).toEqual([-1, 0, 0, 2, 2, 3, 3]);
});

test("an offset never cuts an astral character in half", () => {
  const text = "a🚲b";
  expect([0, 1, 2, 3, 4, 9].map((offset) => whole(text, offset))).toEqual([0, 1, 1, 3, 4, 4]);
});

test("spans that only touch do not overlap", () => {
  expect(overlap({ start: 0, stop: 3 }, { start: 3, stop: 5 })).toBe(false);
  expect(overlap({ start: 0, stop: 4 }, { start: 3, stop: 5 })).toBe(true);
  expect(within({ start: 1, stop: 2 }, { start: 1, stop: 2 })).toBe(true);
  expect(union({ start: 5, stop: 6 }, { start: 1, stop: 2 })).toEqual({ start: 1, stop: 6 });
});

test("white space at the ends of a span is no part of it", () => {
  expect(trimmed("  ab \n", { start: 0, stop: 6 })).toEqual({ start: 2, stop: 4 });
  expect(trimmed("   ", { start: 0, stop: 3 })).toBeNull();
});

test("an address names a span only if the text has it", () => {
  expect(parseSpan("3-7", 10)).toEqual({ start: 3, stop: 7 });
  for (const wrong of ["7-3", "3-11", "3", "a-b", "", null, undefined, "-1-3"]) {
    expect(parseSpan(wrong, 10)).toBeNull();
  }
});
