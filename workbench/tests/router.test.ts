import { expect, test } from "vitest";
import { href, parse, place } from "../src/router.svelte.ts";

test.each([
  ["/", "texts", {}],
  ["/texts/abc", "reader", { id: "abc" }],
  ["/review", "review", {}],
  ["/codebook", "codebook", {}],
  ["/codebook/e%201", "codebook", { entity: "e 1" }],
  ["/time/", "time", {}],
  ["/texts", "nowhere", {}],
  ["/texts/a/b", "nowhere", {}],
])("the address %s shows %s", (address, name, params) => {
  expect(parse(address)).toMatchObject({ name, params });
});

test("what stands behind the question mark is read", () => {
  expect(parse("/search?q=night%20trains&kind=").query).toEqual({ q: "night trains", kind: "" });
});

test("a broken escape is taken as it is", () => {
  expect(parse("/codebook/100%").params).toEqual({ entity: "100%" });
});

test("empty parts are left out of an address", () => {
  expect(href("/search", { q: "a&b", since: "", until: null, exact: false, n: 0 })).toBe("/search?q=a%26b&n=0");
});

test("a place in a text has its span and statement", () => {
  expect(place("d", 5, 9, "s")).toBe("/texts/d?at=5-9&statement=s");
  expect(place("d")).toBe("/texts/d");
});
