import { expect, test } from "vitest";
import { Underway } from "../src/reader/underway.ts";

test("news of what is under way is held back until the answer", () => {
  const underway = new Underway<string>();
  expect(underway.hold("s", "theirs", "their note")).toBe(false);
  underway.begin("s");
  expect(underway.hold("s", "theirs", "their note")).toBe(true);
  expect(underway.hold("s", "mine", "their note, my stance")).toBe(true);
  expect(underway.end("s", "mine")).toBe("their note, my stance");
  expect(underway.has("s")).toBe(false);
});

test("news from before one's own act is not shown: one's own is still to come", () => {
  const underway = new Underway<string>();
  underway.begin("s");
  underway.hold("s", "theirs", "without my change");
  expect(underway.end("s", "mine")).toBeUndefined();
});

test("of two acts on the same the last answer counts", () => {
  const underway = new Underway<string>();
  underway.begin("s");
  underway.begin("s");
  underway.hold("s", "first", "once");
  expect(underway.end("s", "first")).toBeUndefined();
  expect(underway.ids).toEqual(["s"]);
  underway.hold("s", "second", null);
  expect(underway.end("s", "second")).toBeNull();
});
