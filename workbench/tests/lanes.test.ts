import { expect, test } from "vitest";
import { Lanes } from "../src/text/lanes.ts";

const span = (id: string, start: number, stop: number) => ({ id, start, stop });

test("nested and overlapping statements stand in lanes of their own", () => {
  const lanes = new Lanes();
  lanes.fill([span("outer", 0, 1000), span("inner", 200, 300), span("across", 250, 1200)]);
  expect(["outer", "inner", "across"].map((id) => lanes.of(id))).toEqual([0, 1, 2]);
  expect(lanes.width).toBe(3);
});

test("two statements on one line never share a lane, two far apart do", () => {
  const lanes = new Lanes();
  lanes.fill([span("a", 0, 20), span("b", 30, 50), span("c", 500, 520)]);
  expect(["a", "b", "c"].map((id) => lanes.of(id))).toEqual([0, 1, 0]);
});

test("a newcomer moves nobody", () => {
  const lanes = new Lanes();
  lanes.fill([span("a", 100, 200), span("b", 600, 700)]);
  lanes.put(span("new", 0, 900));
  expect(["a", "b", "new"].map((id) => lanes.of(id))).toEqual([0, 0, 1]);
  lanes.drop("new");
  expect(lanes.width).toBe(1);
});

test("no two spans that overlap ever share a lane", () => {
  let seed = 3;
  const random = (below: number) => (seed = (seed * 48271) % 2147483647) % below;
  const spans = Array.from({ length: 300 }, (_, i) => {
    const start = random(20_000);
    return span(String(i), start, start + 1 + random(400));
  });
  const lanes = new Lanes();
  lanes.fill(spans.slice(0, 200));
  for (const one of spans.slice(200)) lanes.put(one);
  for (const one of spans) {
    for (const other of spans) {
      if (one.id < other.id && one.start < other.stop && other.start < one.stop) {
        expect(lanes.of(one.id)).not.toBe(lanes.of(other.id));
      }
    }
  }
});
