import { expect, it } from "vitest";
import { chips, cleared, flipped, limited } from "../src/ui/filters.ts";

const none = { include: {}, exclude: {} };

it("a filter is set, turned round and taken away", () => {
  const only = limited(none, "concept", "1");
  expect(only).toEqual({ include: { concept: ["1"] }, exclude: {} });
  const [chip] = chips(only, () => "Tax");
  expect(chip).toEqual({ column: "concept", value: "1", name: "Tax", left: false });
  const without = flipped(only, chip!);
  expect(without).toEqual({ include: {}, exclude: { concept: ["1"] } });
  expect(cleared(without, { ...chip!, left: true })).toEqual(none);
});

it("the same value is not set twice", () => {
  expect(limited(limited(none, "concept", "1"), "concept", "1").include).toEqual({ concept: ["1"] });
});
