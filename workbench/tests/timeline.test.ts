import { describe, expect, it } from "vitest";
import type { SeriesOut, TimelineOut } from "../src/api/seeing.ts";
import { parse } from "../src/router.svelte.ts";
import { binsBetween, finding, periodName, reaching, stepped, stretchDates, sum } from "../src/timeline/bins.ts";
import { readTime, timeAddress, timeBody, USUAL } from "../src/timeline/options.ts";
import { bars, binAt, edges, eventPlace, lanes, ticks } from "../src/timeline/shapes.ts";
import { carried, within } from "../src/timeline/telling.ts";

const bins = ["2024-01-01", "2024-02-01", "2024-03-01", "2024-04-01"];
const series = (name: string, agree: number[], disagree: number[]): SeriesOut => ({
  name, statements: 0, agree, disagree, neither: agree.map(() => 0), unreviewed: agree.map(() => 0),
});
const course = (rows: SeriesOut[]): TimelineOut => ({
  unit: "month", bins, series: rows, values_total: 1, undated: 0, events: [], events_total: 0,
  used: { statements: 1, unreviewed: 0, documents: 1, since: "", until: "", first: "", last: "", sources: [] },
});

describe("bins", () => {
  it("have names people use", () => {
    expect(periodName("2024-03-01", "month")).toBe("March 2024");
    expect(periodName("2024-04-01", "quarter")).toBe("Q2 2024");
    expect(periodName("2024-01-08", "week")).toBe("the week of 8 January 2024");
  });

  it("reach from the first day to the last", () => {
    expect(stretchDates(bins, [0, 1])).toEqual({ first: "2024-01-01", last: "2024-02-29" });
    expect(binsBetween(bins, "2024-01-01", "2024-02-29")).toEqual([0, 1]);
    expect(binsBetween(bins, "2024-02-10", "2024-02-12")).toEqual([1, 1]);
    expect(binsBetween(bins, "2025-01-01", "2025-02-01")).toBeNull();
  });

  it("can be taken with the keyboard", () => {
    expect([stepped(0, -1, 3), stepped(2, 1, 3), stepped(0, 1, 3)]).toEqual([0, 2, 1]);
    expect(reaching(2, 0)).toEqual([0, 2]);
  });

  it("add up", () => expect(sum(series("", [1, 2, 3], [0, 1, 0]), [1, 2])).toEqual({ agree: 5, disagree: 1, neither: 0, all: 6 }));
});

describe("the title", () => {
  it("says when most was said", () => {
    const all = { ...series("", [1, 5, 0], [0, 2, 1]), statements: 9 };
    expect(finding(course([all]))).toBe("Most was said in February 2024: 7 statements");
  });

  it("says what changes sides, if anything does clearly", () => {
    const all = { ...series("", [9, 0, 9], [0, 9, 0]), statements: 27 };
    expect(finding(course([all, series("Tax", [9, 0, 0], [0, 1, 9])]))).toContain("“Tax” turns to disagreement after");
    expect(finding(course([all, series("Tax", [2, 0, 0], [0, 1, 2])]))).not.toContain("Tax");
  });
});

describe("shapes", () => {
  const at = edges(bins, 910);

  it("a month of 31 days is wider than one of 29", () => {
    expect(at).toHaveLength(4);
    expect(at[1]! - at[0]!).toBeGreaterThan(at[2]! - at[1]!);
    expect([binAt(at, 0), binAt(at, at[1]! + 1), binAt(at, 9999)]).toEqual([0, 1, 2]);
  });

  it("bars are drawn where there is something", () => {
    expect(bars([2, 0, 1], at, 100, 10, () => true).match(/M/g)).toHaveLength(2);
    expect(bars([2, 0, 1], at, 100, 10, (bin) => bin === 2).match(/M/g)).toHaveLength(1);
    expect(bars([2], [0, 40], 100, 10, () => true)).toContain("v-20h");
  });

  it("words along the axis do not run into each other", () => {
    for (const width of [200, 390, 900]) {
      let end = -Infinity;
      for (const { x, words } of ticks(bins, width).filter((tick) => tick.words)) {
        expect(x).toBeGreaterThan(end);
        end = x + 6 * words.length;
      }
    }
  });

  it("events stand on the same axis, as exactly as they are dated", () => {
    expect(eventPlace("2024-02-01", bins, 910)).toBeCloseTo(at[1]!);
    expect(eventPlace("2024-02", bins, 910)).toBeGreaterThan(at[1]!);
    expect(eventPlace("1971", bins, 910)).toBeNull();
    expect(eventPlace("2023-12-31", bins, 910)).toBeNull();
    expect(eventPlace("2024-03", ["2024-03-11", "2024-04-01"], 910)).toBeCloseTo((910 * 5) / 21); // begun before, but not over
    expect(eventPlace("2024-02", ["2024-02-20", "2024-04-01"], 910)).toBe(0);
    expect(eventPlace("no date", bins, 910)).toBeNull();
  });

  it("marks that would overlap stand in lanes", () => expect(lanes([0, 5, 40, 41], 20)).toEqual([0, 1, 0, 1]));
});

describe("the address", () => {
  it("brings a view of time back", () => {
    const options = { ...USUAL, by: "actors" as const, unit: "year" as const, most: 3, from: "2024-01-01", to: "2024-02-29", value: "A, B", table: true, since: "2023", include: { concept: ["x"] } };
    expect(readTime(parse(timeAddress(options)).query)).toEqual(options);
    expect(readTime(parse(timeAddress({ ...USUAL, by: "" })).query).by).toBe("");
    expect(timeAddress(USUAL)).toBe("/time");
  });

  it("does not carry days of a bin that lie outside the dates asked for", () => {
    const week = { first: "2024-03-04", last: "2024-03-10" };
    expect(within({ since: "2024-03-06", until: "" }, week)).toEqual({ since: "2024-03-06", until: "2024-03-10" });
    expect(within({ since: "2024-02", until: "2024-03-08" }, week)).toEqual({ since: "2024-03-04", until: "2024-03-08" });
    expect(within({ since: "2024", until: "2024-03" }, week)).toEqual({ since: "2024-03-04", until: "2024-03-10" });
    expect(within({ since: "", until: "2023" }, { first: "2023-12-25", last: "2024-01-07" })).toEqual({ since: "2023-12-25", until: "2023" });
  });

  it("asks for rows, and carries a stretch to the network", () => {
    expect(timeBody(USUAL)).toMatchObject({ by: "concepts", unit: "", most: 9, duplicates: "include" });
    expect(carried("/network", USUAL, { first: "2024-01-01", last: "2024-02-29" })).toBe("/network?since=2024-01-01&until=2024-02-29");
  });
});
