import { expect, test } from "vitest";
import { Segments } from "../src/text/segments.ts";

const text = "We want trains, and we want them now. Nobody else does.\n\nThe 🚲 lobby agrees.";
const starts = [0, 38, 57];
const stops = [37, 55, 77];
const whole = [
  { start: 0, stop: 55 },
  { start: 57, stop: 77 },
];
const segments = new Segments(text, { starts, stops }, whole, "en");
const words = (span: { start: number; stop: number } | null) => span && text.slice(span.start, span.stop);

test("the word, clause, sentence and paragraph of a place", () => {
  expect(words(segments.at("word", 4))).toBe("want");
  expect(words(segments.at("clause", 4))).toBe("We want trains,");
  expect(words(segments.at("clause", 20))).toBe("and we want them now.");
  expect(words(segments.at("sentence", 4))).toBe("We want trains, and we want them now.");
  expect(words(segments.at("paragraph", 60))).toBe("The 🚲 lobby agrees.");
});

test("between words lies the next one", () => {
  expect(words(segments.at("word", 14))).toBe("and");
  expect(segments.at("word", text.length)).toBeNull();
});

test("going forward word by word meets every word, and back again", () => {
  const seen: string[] = [];
  let at = segments.at("word", 0);
  let last = at;
  while (at) {
    seen.push(words(at) as string);
    last = at;
    at = segments.after("word", at);
  }
  expect(seen.join(" ")).toBe("We want trains and we want them now Nobody else does The lobby agrees");
  const back: string[] = [];
  for (at = last; at; at = segments.before("word", at)) back.unshift(words(at) as string);
  expect(back).toEqual(seen);
});

test("sentences and paragraphs can be gone through backwards", () => {
  expect(words(segments.before("sentence", { start: 57, stop: 77 }))).toBe("Nobody else does.");
  expect(words(segments.before("paragraph", { start: 57, stop: 77 }))?.startsWith("We want")).toBe(true);
  expect(segments.before("sentence", { start: 0, stop: 37 })).toBeNull();
});

test("a loose selection snaps to whole words and keeps its punctuation", () => {
  expect(words(segments.snapped({ start: 4, stop: 10 }))).toBe("want trains");
  expect(words(segments.snapped({ start: 3, stop: 15 }))).toBe("want trains,");
  expect(segments.snapped({ start: 55, stop: 57 })).toBeNull();
});

test("a sentence without joints is one clause, and no clause is a single word", () => {
  expect(segments.clauses({ start: 38, stop: 55 })).toEqual([{ start: 38, stop: 55 }]);
});

test("Persian words are found although no space parts them from the full stop", () => {
  const persian = "خط ساحلی باید ساخته شود.";
  const found = new Segments(persian, { starts: [0], stops: [24] }, [{ start: 0, stop: 24 }], "fa");
  expect(persian.slice(19, 23)).toBe(" شود");
  expect(found.at("word", 20)).toEqual({ start: 20, stop: 23 });
});

test("a language no browser knows is read as English", () => {
  expect(() => new Segments(text, { starts, stops }, whole, "not a language")).not.toThrow();
});

test("words are found in a line of 100,000 characters", () => {
  const long = "wordy ".repeat(17_000);
  const found = new Segments(long, { starts: [0], stops: [long.length] }, [{ start: 0, stop: long.length }], "en");
  expect(found.at("word", 60_002)).toEqual({ start: 60_000, stop: 60_005 });
});

test("until the server's sentences are there, the browser's own serve", () => {
  const found = new Segments(text, null, whole, "en");
  expect(words(found.at("sentence", 4))).toBe("We want trains, and we want them now.");
  expect(words(found.at("sentence", 37))).toBe("Nobody else does.");
  expect(words(found.at("sentence", 55))).toBe("The 🚲 lobby agrees.");
  expect(found.at("sentence", text.length)).toBeNull();
  expect(words(found.before("sentence", { start: 57, stop: 77 }))).toBe("Nobody else does.");
});

test("white space behind a paragraph holds nobody up", () => {
  const spaced = "One two.  \n\nThree four.   \n\nFive.";
  const blocks = [
    { start: 0, stop: 10 },
    { start: 12, stop: 26 },
    { start: 28, stop: 33 },
  ];
  const rough = new Segments(spaced, null, blocks, "en");
  const seen: string[] = [];
  for (const unit of ["paragraph", "sentence"] as const) {
    for (let at = rough.at(unit, 0); at && seen.length < 9; at = rough.after(unit, at)) seen.push(spaced.slice(at.start, at.stop));
  }
  expect(seen).toEqual(["One two.", "Three four.", "Five.", "One two.", "Three four.", "Five."]);
  expect(rough.at("sentence", 9)).toEqual({ start: 12, stop: 23 });
  expect(rough.at("sentence", spaced.length)).toBeNull();
  expect(rough.before("paragraph", { start: 28, stop: 33 })).toEqual({ start: 12, stop: 23 });
});

test("a speech that was written down without any full stop is parted into clauses in no time", () => {
  const speech = "we want trains, and they want roads, ".repeat(6_000);
  const begun = performance.now();
  const found = new Segments(speech, null, [{ start: 0, stop: speech.length }], "en").clauses({ start: 0, stop: speech.length });
  expect(found).toHaveLength(12_000);
  expect(performance.now() - begun).toBeLessThan(500);
});
