import { expect, test } from "vitest";
import { Segments } from "../src/text/segments.ts";
import { Cursor, nudged } from "../src/text/selection.ts";

const text = "The port wants the line, but nobody pays for it. The bank waits.";
const segments = new Segments(
  text,
  { starts: [0, 49], stops: [48, 64] },
  [{ start: 0, stop: text.length }],
  "en",
);
const words = (span: { start: number; stop: number }) => text.slice(span.start, span.stop);
const cursor = () => new Cursor(segments, { start: 4, stop: 8 }); // "port"

test("the cursor goes from word to word and stays within the text", () => {
  const here = cursor();
  expect(words(here.move("word", true, false))).toBe("wants");
  expect(words(here.move("word", false, false))).toBe("port");
  expect(words(here.move("word", false, false))).toBe("The");
  expect(words(here.move("word", false, false))).toBe("The");
});

test("what is taken along can be let go again", () => {
  const here = cursor();
  expect(words(here.move("word", true, true))).toBe("port wants");
  expect(words(here.move("word", true, true))).toBe("port wants the");
  expect(words(here.move("word", false, true))).toBe("port wants");
  expect(words(here.move("word", false, true))).toBe("port");
  expect(words(here.move("word", false, true))).toBe("The port");
  expect(words(here.move("word", true, true))).toBe("port");
});

test("the choice grows to clause, sentence and paragraph, and back", () => {
  const here = cursor();
  expect(words(here.grow())).toBe("The port wants the line,");
  expect(words(here.grow())).toBe("The port wants the line, but nobody pays for it.");
  expect(words(here.grow())).toBe(text);
  expect(words(here.grow())).toBe(text);
  here.shrink();
  expect(words(here.shrink())).toBe("The port wants the line,");
  expect(words(here.shrink())).toBe("port");
  expect(words(here.shrink())).toBe("port");
});

test("a larger step first takes the rest of where it is, then goes on, and can be extended", () => {
  const here = cursor();
  expect(words(here.move("sentence", true, false))).toBe("The port wants the line, but nobody pays for it.");
  expect(words(here.move("sentence", true, false))).toBe("The bank waits.");
  expect(words(here.move("sentence", false, true))).toBe(text);
});

test("either end of a span moves by a word, never past the other", () => {
  const span = { start: 4, stop: 14 }; // "port wants"
  expect(words(nudged(segments, span, "start", false, "word"))).toBe("The port wants");
  expect(words(nudged(segments, span, "start", true, "word"))).toBe("wants");
  expect(words(nudged(segments, span, "stop", true, "word"))).toBe("port wants the");
  expect(words(nudged(segments, span, "stop", false, "word"))).toBe("port");
  const one = { start: 4, stop: 8 };
  expect(nudged(segments, one, "start", true, "word")).toEqual(one);
  expect(nudged(segments, one, "stop", false, "word")).toEqual(one);
});
