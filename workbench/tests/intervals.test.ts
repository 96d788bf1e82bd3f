import { expect, test } from "vitest";
import { Intervals, type Placed } from "../src/text/intervals.ts";

const span = (id: string, start: number, stop: number): Placed => ({ id, start, stop });

test("what lies at a place comes with the shortest first", () => {
  const found = new Intervals([span("long", 0, 100), span("short", 40, 50), span("other", 60, 70)]);
  expect(found.at(45).map((one) => one.id)).toEqual(["short", "long"]);
  expect(found.at(100)).toEqual([]);
});

test("a span of the same identity is replaced, and a dropped one is gone", () => {
  const found = new Intervals([span("a", 0, 10)]);
  found.put(span("a", 20, 30));
  expect([found.size, found.at(5).length, found.at(25).length]).toEqual([1, 0, 1]);
  expect(found.drop("a")?.start).toBe(20);
  expect(found.drop("a")).toBeUndefined();
  expect(found.at(25)).toEqual([]);
});

test("a thousand random changes leave what a plain list would hold", () => {
  let seed = 7;
  const random = (below: number) => (seed = (seed * 48271) % 2147483647) % below;
  const found = new Intervals<Placed>();
  const plain = new Map<string, Placed>();
  for (let i = 0; i < 1000; i++) {
    const id = String(random(80));
    const start = random(500);
    if (random(3) === 0) {
      found.drop(id);
      plain.delete(id);
    } else {
      const one = span(id, start, start + 1 + random(60));
      found.put(one);
      plain.set(id, one);
    }
    const from = random(500);
    const to = from + random(40) + 1;
    const expected = [...plain.values()].filter((one) => one.start < to && one.stop > from);
    const ids = (rows: Placed[]) => rows.map((one) => one.id).sort();
    expect(ids(found.overlapping(from, to))).toEqual(ids(expected));
  }
  const order = found.all.map((one) => one.start);
  expect(order).toEqual([...order].sort((a, b) => a - b));
  for (const one of found.all) expect(found.all[found.indexOf(one)]).toBe(one);
});
