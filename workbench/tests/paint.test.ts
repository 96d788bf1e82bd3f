import { expect, test } from "vitest";
import { Paint, type Ink } from "../src/text/paint.ts";

class Dry implements Ink {
  priority = 0;
  ranges = new Set<AbstractRange>();
  changes = 0;
  add(range: AbstractRange) {
    this.changes++;
    this.ranges.add(range);
  }
  delete(range: AbstractRange) {
    this.changes++;
    return this.ranges.delete(range);
  }
  clear() {
    this.ranges.clear();
  }
}

function painting() {
  const inks = new Map<string, Dry>();
  const surface = { range: (span: { start: number; stop: number }) => ({ ...span }) as unknown as AbstractRange };
  const paint = new Paint(surface, inks as never, () => new Dry());
  const drawn = (name: string) =>
    [...(inks.get(name)?.ranges ?? [])].map((range) => (range as unknown as { start: number }).start).sort((a, b) => a - b);
  return { paint, inks, drawn };
}
const span = (id: string, start: number, stop: number) => ({ id, start, stop });

test("only what is near the eyes has ranges", () => {
  const { paint, drawn } = painting();
  paint.fill("position", [span("a", 0, 10), span("b", 100, 110), span("c", 200, 210)]);
  paint.show({ start: 90, stop: 150 });
  expect(drawn("position")).toEqual([100]);
  paint.show({ start: 105, stop: 250 });
  expect(drawn("position")).toEqual([100, 200]);
});

test("one span more is one range more, whatever else is painted", () => {
  const { paint, inks } = painting();
  paint.show({ start: 0, stop: 1e6 });
  paint.fill("position", Array.from({ length: 1000 }, (_, i) => span(String(i), i * 50, i * 50 + 90)));
  const ink = inks.get("position") as Dry;
  const before = ink.changes;
  paint.put("position", span("new", 5, 9));
  expect(ink.changes - before).toBe(1);
  paint.lift("new");
  expect(ink.changes - before).toBe(2);
});

test("a span that changes its name is painted once", () => {
  const { paint, drawn } = painting();
  paint.show({ start: 0, stop: 100 });
  paint.put("agree", span("a", 3, 9));
  paint.put("disagree", span("a", 3, 9));
  expect([drawn("agree"), drawn("disagree")]).toEqual([[], [3]]);
});

test("what is put out of sight is painted when it comes into sight", () => {
  const { paint, drawn } = painting();
  paint.show({ start: 0, stop: 100 });
  paint.put("agree", span("far", 500, 600));
  expect(drawn("agree")).toEqual([]);
  paint.show({ start: 450, stop: 700 });
  expect(drawn("agree")).toEqual([500]);
});

test("a hidden layer keeps its spans", () => {
  const { paint, inks, drawn } = painting();
  paint.show({ start: 0, stop: 100 });
  paint.fill("mention", [span("a", 3, 9)]);
  paint.visible("mention", false);
  expect(inks.has("mention")).toBe(false);
  paint.visible("mention", true);
  expect(drawn("mention")).toEqual([3]);
});

test("what is painted anew under another name can still be taken away", () => {
  const { paint, drawn } = painting();
  paint.show({ start: 0, stop: 100 });
  paint.fill("agree", [span("a", 3, 9)]);
  paint.fill("disagree", [span("a", 3, 9)]);
  paint.fill("agree", []);
  paint.lift("a");
  expect(drawn("disagree")).toEqual([]);
});
