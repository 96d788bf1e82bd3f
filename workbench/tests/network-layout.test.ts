import { describe, expect, it } from "vitest";
import { place, type Point, type Wanted } from "../src/network/layout.ts";

function ring(n: number, known: Wanted["known"] = {}): Wanted {
  const keys = Array.from({ length: n }, (_, i) => `row:${String.fromCharCode(97 + (i % 26))}${i}`);
  return {
    keys,
    groups: keys.map((_, i) => (i < n / 2 ? "A" : "B")),
    widths: keys.map(() => 60),
    pulls: keys.map((_, i): [number, number, number] => [i, (i + 1) % n, 1 + (i % 3)]),
    known,
  };
}

const apart = ([ax, ay]: Point, [bx, by]: Point) => Math.hypot(ax - bx, ay - by);

describe("place", () => {
  it("gives the same network the same places", () => {
    expect(place(ring(12))).toEqual(place(ring(12)));
    expect(place(ring(300))).toEqual(place(ring(300)));
  });

  it("puts no name over another in a small network", () => {
    const points = place(ring(14));
    for (let i = 0; i < points.length; i += 1) {
      for (let j = 0; j < i; j += 1) {
        const [[ax, ay], [bx, by]] = [points[i]!, points[j]!];
        expect(Math.abs(ax - bx) >= 60 || Math.abs(ay - by) >= 34).toBe(true);
      }
    }
  });

  it("leaves nodes that have a place where they are", () => {
    const whole = ring(10);
    const first = place(whole);
    const known = Object.fromEntries(whole.keys.slice(0, 8).map((key, i) => [key, first[i]!]));
    const again = place({ ...whole, known });
    expect(again.slice(0, 8)).toEqual(first.slice(0, 8));
    expect(again.slice(8).every(([x, y]) => Number.isFinite(x) && Number.isFinite(y))).toBe(true);
  });

  it("puts allies nearer than others", () => {
    const [a, b, c] = place({
      keys: ["row:a", "row:b", "row:c"], groups: ["A", "A", "B"], widths: [10, 10, 10],
      pulls: [[0, 1, 5], [1, 2, 0.1]], known: {},
    }) as [Point, Point, Point];
    expect(apart(a, b)).toBeLessThan(apart(b, c));
  });

  it("places nobody and one", () => {
    expect(place({ keys: [], groups: [], widths: [], pulls: [], known: {} })).toEqual([]);
    expect(place({ keys: ["row:a"], groups: [""], widths: [10], pulls: [], known: {} })).toHaveLength(1);
  });

  it("places a thousand nodes without a tie anywhere", () => {
    const points = place({ ...ring(1000), pulls: [] });
    expect(points.every(([x, y]) => Number.isFinite(x) && Number.isFinite(y))).toBe(true);
  });
});
