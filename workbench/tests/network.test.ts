import { describe, expect, it } from "vitest";
import type { CoalitionsOut, NetworkOut, NodeOut, SliceOut, SlicesOut, TieOut } from "../src/api/seeing.ts";
import type { TypeOut } from "../src/api/wire.ts";
import { between, nearest, played } from "../src/network/between.ts";
import { actorColumn, columnOf, fitting, inWords, ofKind, ofType, qualifierChoices, typeOf, typesFor } from "../src/network/choices.ts";
import { hex, mixed } from "../src/network/colors.ts";
import { finding, meaning, nodeRows, tieRows, weight } from "../src/network/facts.ts";
import { convex, hull } from "../src/network/hulls.ts";
import { lined, readable, type Wish } from "../src/network/labels.ts";
import { contested, grid, groups, moved, sideOf, size } from "../src/network/matrix.ts";
import { address, keyOf, named, networkBody, readOptions, sliceBody, USUAL } from "../src/network/options.ts";
import { picture, pictureAt, signOf, wanted } from "../src/network/picture.ts";
import { fileName } from "../src/network/saving.ts";
import { around, ends, next } from "../src/network/walking.ts";
import { parse } from "../src/router.svelte.ts";

const used = { statements: 9, unreviewed: 0, documents: 4, since: "", until: "", first: "", last: "", sources: [] };

function node(name: string, statements = 1, mode: "row" | "column" = "row"): NodeOut {
  return { name, mode, entity: null, statements, unreviewed: 0, color: "" };
}

function network(names: string[], ties: TieOut[], directed = false): NetworkOut {
  return { mode: "one-mode", directed, nodes: names.map((name) => node(name)), ties, ties_total: ties.length, used };
}

const together: CoalitionsOut = { coalitions: [{ letter: "A", size: 2, stability: 1 }], members: { a: ["A", 1], b: ["A", 0.8], c: ["", 1] }, runs: 50 };

describe("options in the address", () => {
  it("come back as they were", () => {
    const options = {
      ...USUAL, kind: "affiliation" as const, aggregation: "combine" as const, normalization: "activity" as const,
      include: { concept: ["1, a", "2"], "document.source": ["A & B"] }, exclude: { speaker: ["x"] }, least: { concept: 3 },
      since: "2020-01", until: "2021-06-05", windows: { width: 3, unit: "months" as const, step: 1, kernel: "gaussian" as const },
      at: 2.25, chosen: ["row:Ann, Bob", "column:Tax"], table: true, isolates: true, unreviewed: true, most: 300, resolution: 1.5,
    };
    expect(readOptions(parse(address(options)).query)).toEqual(options);
  });

  it("leave out what is usual", () => expect(address(USUAL)).toBe("/network"));

  it("mean nothing where they make no sense", () => {
    expect(readOptions({ kind: "war", since: "<b>", most: "-4", window: "x-y", norm: "activity", resolution: "NaN" })).toEqual({ ...USUAL, most: 10 });
  });

  it("take a sign for what it is where somebody typed it", () => {
    const read = readOptions({ "only.concept": "100%,A%26B", chosen: "row:100%" });
    expect([read.include, read.chosen]).toEqual([{ concept: ["100%", "A&B"] }, ["row:100%"]]);
  });

  it("name a slice by its windows and its number, so that what is behind it is found by the same windows", () => {
    const windows = { width: 3, unit: "months" as const, step: 1, kernel: "" as const };
    expect(sliceBody(USUAL, windows, 4)["slice"]).toEqual({ unit: "months", width: 3, step: 1, kernel: null, number: 4 });
  });

  it("ask the server in its own words", () => {
    expect(networkBody(USUAL)).toMatchObject({ kind: "subtract", normalization: null, most: 1500, duplicates: "document" });
    expect(networkBody(USUAL)).not.toHaveProperty("chosen");
  });

  it("name nodes so that an actor and a concept may have one name", () => {
    expect(named(keyOf({ mode: "column", name: "a:b" }))).toEqual({ mode: "column", name: "a:b" });
  });
});

describe("a picture", () => {
  it("tells signs by kind and weight", () => {
    expect(signOf(USUAL, 2)).toBe("agree");
    expect(signOf(USUAL, -2)).toBe("disagree");
    expect(signOf(USUAL, 0)).toBe("both");
    expect(signOf({ ...USUAL, kind: "conflict" }, 2)).toBe("disagree");
    expect(signOf({ ...USUAL, kind: "ignore" }, 2)).toBe("plain");
    expect(signOf({ ...USUAL, kind: "affiliation", aggregation: "combine" }, 3, 1, 1)).toBe("both");
  });

  it("takes no side from numbers of a scale that are all above 0", () => {
    const scaled = { ...USUAL, kind: "affiliation" as const };
    const signs = (weights: number[]) => picture(network(["a", "b", "c"], weights.map((weight, i): TieOut => [0, i + 1, weight, -1, -1])), null, scaled).ties.map((tie) => tie.sign);
    expect(signs([4, 9])).toEqual(["plain", "plain"]);
    expect(signs([-2, 1])).toEqual(["disagree", "agree"]);
  });

  it("gives nodes area by statements, and their coalition a letter", () => {
    const drawn = picture({ ...network(["a", "b", "c"], []), nodes: [node("a", 16), node("b", 4), node("c", 1)] }, together, USUAL);
    expect(drawn.nodes[0]!.radius / drawn.nodes[1]!.radius).toBeCloseTo(2);
    expect(drawn.nodes.map((one) => one.letter)).toEqual(["A", "A", ""]);
  });

  it("draws relations that run both ways from the middle on", () => {
    const drawn = picture(network(["a", "b", "c"], [[0, 1, 1, 1, 0], [1, 0, -1, 0, 1], [1, 2, 1, 1, 0]], true), null, { ...USUAL, kind: "relations" });
    expect(drawn.ties.map((tie) => tie.mutual)).toEqual([true, true, false]);
  });

  it("lets agreement pull and disagreement hardly", () => {
    const asked = wanted(picture(network(["a", "b", "c"], [[0, 1, 2, -1, -1], [1, 2, -2, -1, -1]]), together, USUAL), {});
    expect(asked.pulls[0]![2]).toBeGreaterThan(10 * asked.pulls[1]![2]);
  });

  it("has a title that says what it shows", () => {
    const drawn = picture(network(["Ann", "Bob", "Cem"], [[0, 1, 2, -1, -1], [1, 2, -3, -1, -1]]), null, USUAL);
    expect(finding(drawn, USUAL)).toBe("Ann and Bob agree most; Bob and Cem are opposed most");
    expect(finding({ nodes: [], ties: [] }, USUAL)).toBe("");
  });

  it("names nobody first where ties only say which sides were taken", () => {
    const drawn = picture(network(["Ann", "Tax"], [[0, 1, 3, 1, 1]]), null, { ...USUAL, kind: "affiliation", aggregation: "combine" });
    expect(finding(drawn, { kind: "affiliation", aggregation: "combine" })).toBe("");
  });

  it("does not name one of many as if it were the only one", () => {
    const drawn = picture(network(["Ann", "Bob", "Cem"], [[0, 1, 2, -1, -1], [1, 2, 2, -1, -1], [0, 2, 1, -1, -1]]), null, USUAL);
    expect(finding(drawn, USUAL)).toBe("Ann and Bob agree most, 1 other pair as much");
  });

  it("has its facts as rows, strongest ties first", () => {
    const given = network(["a", "b", "c"], [[0, 1, 2, -1, -1], [1, 2, -3, -1, -1]]);
    const drawn = picture(given, together, USUAL);
    expect(tieRows(drawn).map((row) => [row.a, row.b, row.weight])).toEqual([["b", "c", -3], ["a", "b", 2]]);
    expect(nodeRows(drawn, together).map((row) => [row.name, row.degree, row.stability])).toEqual([["a", 1, 1], ["b", 2, 0.8], ["c", 1, null]]);
  });

  it("tells signs by a mark and a word, never by color alone", () => {
    expect(meaning("agree", false)).toBe("▲ agreement");
    expect(meaning("disagree", true)).toBe("▼ opposition");
    expect([weight(-3), weight(0.123456), weight(1234.5)]).toEqual(["−3", "0.123", (1234.5).toLocaleString()]);
  });
});

describe("between slices", () => {
  const slice = (ties: SliceOut["ties"], active: SliceOut["active"]): SliceOut => ({
    since: "", until: "", statements: 1, unreviewed: 0, active, ties, ties_total: ties.length,
  });
  const slices = [slice([[0, 1, 4, 4, 0]], [[0, 2, 0], [1, 2, 1]]), slice([[0, 1, 2, 3, 1], [1, 2, 0, 1, 1]], [[0, 4, 0], [1, 1, 1], [2, 1, 0]])];
  const course: SlicesOut = { nodes: [node("a", 9), node("b", 9), node("c", 9)], slices, capped: false, used };

  it("weights pass from one to the next", () => {
    const moment = between(slices, 0.25);
    expect(moment.ties.get("0-1")!.slice(2)).toEqual([3.5, 3.75, 0.25]);
    expect(moment.ties.get("1-2")!.slice(2)).toEqual([0, 0.25, 0.25]);
    expect(moment.nodes.get(0)).toEqual({ there: 1, statements: 2.5, unreviewed: 0 });
    expect(moment.nodes.get(2)!.there).toBeCloseTo(0.25);
  });

  it("a slice itself is as it is", () => {
    expect([...between(slices, 1).ties.values()]).toEqual(slices[1]!.ties);
    expect(between([], 3).ties.size).toBe(0);
  });

  it("what is not known of a tie is not known between slices either", () => {
    const unknown = [slice([[0, 1, 4, -1, -1]], []), slice([[0, 1, 2, -1, -1]], [])];
    expect(between(unknown, 0.5).ties.get("0-1")).toEqual([0, 1, 3, -1, -1]);
  });

  it("one that is no longer there gives way to the last", () => {
    expect([nearest(99, 2), nearest(0.6, 2), nearest(-1, 2), nearest(3, 0)]).toEqual([1, 1, 0, 0]);
  });

  it("a slice has its own numbers in the table: who says how much in it, for and against", () => {
    const drawn = pictureAt(course, 1, null, { ...USUAL, kind: "affiliation" });
    expect(nodeRows(drawn, null).map((row) => [row.name, row.statements, row.unreviewed])).toEqual([["a", 4, 0], ["b", 1, 1], ["c", 1, 0]]);
    expect(tieRows(drawn).map((row) => [row.weight, row.plus, row.minus])).toEqual([[2, 3, 1], [0, 1, 1]]);
  });

  it("sides that are in balance stay to be seen, and sides that were taken keep their marks", () => {
    const balanced = pictureAt(course, 1, null, { ...USUAL, kind: "affiliation" });
    expect(balanced.ties.map((tie) => tie.sign)).toEqual(["agree", "both"]);
    const combined = pictureAt(course, 0, null, { ...USUAL, kind: "affiliation", aggregation: "combine" });
    expect(combined.ties.map((tie) => tie.sign)).toEqual(["agree"]);
  });

  it("playing ends at the last one", () => expect([played(0, 450, 900, 3), played(1, 99_000, 900, 3)]).toEqual([0.5, 2]));
});

describe("names and hulls", () => {
  const wish = (key: string, x: number, y: number): Wish => ({ key, x, y, r: 5, lines: [key], width: 60, height: 15, must: false });

  it("long names are broken at spaces", () => {
    expect(lined("Institute for Regional Studies", 20)).toEqual(["Institute for", "Regional Studies"]);
    expect(lined("one two three four", 5, 2)).toEqual(["one", "two…"]);
  });

  it("no name covers another", () => {
    const labels = readable(Array.from({ length: 40 }, (_, i) => wish(`n${i}`, 100 + (i % 8) * 12, 100 + Math.floor(i / 8) * 9)), 400, 300);
    const boxes = labels.map(({ x, y, align }) => {
      const left = align === "center" ? x - 30 : align === "left" ? x : x - 60;
      return [left, y, left + 60, y + 15] as const;
    });
    boxes.forEach((a, i) => boxes.slice(0, i).forEach((b) => expect(a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]).toBe(false)));
    expect(labels.length).toBeGreaterThan(1);
  });

  it("a name keeps within the picture where it can", () => {
    expect(readable([wish("edge", 4, 50)], 300, 100)[0]!.align).toBe("left");
  });

  it("a hull goes around all its members", () => {
    expect(convex([[0, 0], [2, 0], [1, 1], [2, 2], [0, 2]])).toHaveLength(4);
    const corners = hull([{ x: 0, y: 0, r: 1 }, { x: 10, y: 0, r: 1 }]);
    expect(Math.min(...corners.map(([x]) => x))).toBeCloseTo(-1);
    expect(Math.max(...corners.map(([x]) => x))).toBeCloseTo(11);
  });
});

describe("walking with arrow keys", () => {
  const nodes = [{ key: "m", x: 0, y: 0 }, { key: "right", x: 10, y: 1 }, { key: "far", x: 30, y: 0 }, { key: "up", x: 1, y: -10 }];

  it("goes to the nearest node that way", () => {
    expect(next(nodes, "m", "ArrowRight")).toBe("right");
    expect(next(nodes, "m", "ArrowUp")).toBe("up");
    expect(next(nodes, "m", "ArrowLeft")).toBe("m");
  });

  it("goes through all ties of a node, those that run both ways included", () => {
    const ties = [{ source: "a", target: "b", weight: 3 }, { source: "b", target: "a", weight: -2 }, { source: "c", target: "a", weight: 1 }];
    const others = ends(ties, "a");
    expect(others).toEqual(["b", "c"]);
    expect([around(others, undefined, 1), around(others, "b", 1), around(others, "c", 1)]).toEqual(["b", "c", "b"]);
    expect([around(others, undefined, -1), around(others, "b", -1), around([], "x", 1)]).toEqual(["c", "c", undefined]);
  });

  it("prefers neighbors", () => expect(next(nodes, "m", "ArrowRight", new Set(["far"]))).toBe("far"));
});

describe("the matrix", () => {
  const cells = grid([[0, 1, 2, 1, 0, 0], [1, 0, 0, 0, 1, 1]], 2, 2);

  it("has a place for silence", () => expect(cells[0]![0]).toBeNull());

  it("tells the side of a cell", () => {
    expect(sideOf(cells[0]![1]!)).toBe("mixed");
    expect(sideOf(cells[1]![0]!)).toBe("neither");
    expect([size({ agree: 1, disagree: 0, neither: 0, unreviewed: 0 }, 50), size({ agree: 50, disagree: 0, neither: 0, unreviewed: 0 }, 50)]).toEqual([1, 5]);
  });

  it("arrow keys stay within the table", () => {
    expect(moved([0, 0], "ArrowUp", 2, 2)).toEqual([0, 0]);
    expect(moved([0, 0], "End", 2, 5)).toEqual([0, 4]);
    expect(moved([0, 0], "x", 2, 2)).toBeNull();
  });

  it("groups the rows of a coalition", () => {
    expect(groups(["A", "A", "", ""])).toEqual([{ letter: "A", from: 0, size: 2 }, { letter: "", from: 2, size: 2 }]);
  });

  it("has a title that names what divides the actors", () => {
    const base = { rows: [node("a"), node("b")], columns: [node("Tax", 3, "column")], coalitions: together, used };
    expect(contested({ ...base, cells: [[0, 0, 1, 0, 0, 0], [1, 0, 0, 2, 0, 0]] })).toBe("“Tax” divides the actors most: 1 for, 1 against");
    expect(contested({ ...base, cells: [[0, 0, 1, 0, 0, 0]] })).toContain("No concept divides");
  });
});

describe("choices from the codebook", () => {
  const variable = (name: string, data_type: "entity" | "boolean", entities = "") => ({ id: name, name, data_type, entities, values: [], definition: "" });
  const position: TypeOut = { id: "1", name: "position", color: "", definition: "", variables: [variable("person", "entity", "actor"), variable("organization", "entity", "actor"), variable("concept", "entity", "concept"), variable("agreement", "boolean")] };
  const relation: TypeOut = { id: "2", name: "relation", color: "", definition: "", variables: [variable("source", "entity", "actor"), variable("target", "entity", "actor"), variable("sign", "boolean")] };

  it("each kind reads the statement type that fits", () => {
    expect(typeOf(USUAL, [relation, position])?.name).toBe("position");
    expect(typeOf({ ...USUAL, kind: "relations" }, [position, relation])?.name).toBe("relation");
    expect(typesFor("subtract", [relation, position]).map((type) => type.name)).toEqual(["position"]);
  });

  it("a filter goes where its column goes", () => {
    const set = { ...USUAL, include: { speaker: ["x"], concept: ["y"], "document.source": ["z"] }, least: { speaker: 3 } };
    const types = [position, relation];
    expect(fitting(set, types).include).toEqual(set.include);
    expect(fitting({ ...set, actors: "person" }, types)).toEqual({ include: { concept: ["y"], "document.source": ["z"] }, exclude: {}, least: {} });
    expect(fitting({ ...set, kind: "relations" }, types).include).toEqual({ "document.source": ["z"] });
    expect(fitting(set, []).include).toEqual(set.include); // the codebook is not here yet
  });

  it("groups of actors are filtered by their group", () => {
    const grouped = { ...USUAL, attribute: "party", include: { "speaker.party": ["Left"] } };
    expect([columnOf(grouped, "row", "speaker"), columnOf(grouped, "column", "speaker")]).toEqual(["speaker.party", "concept"]);
    expect(fitting(grouped, [position]).include).toEqual(grouped.include);
    expect(fitting({ ...grouped, attribute: "" }, [position]).include).toEqual({});
  });

  it("another kind or type of statement brings what goes with it", () => {
    const topical: TypeOut = { id: "3", name: "topical", color: "", definition: "", variables: [variable("person", "entity", "actor"), variable("topic", "entity", "topic")] };
    expect(ofType(USUAL, "topical", [position, topical])).toEqual({ type: "topical", actors: "", qualifier: "", attribute: "", concepts: "topic" });
    expect(ofType({ ...USUAL, concepts: "topic" }, "position", [position, topical]).concepts).toBe("concept");
    expect(ofKind({ ...USUAL, type: "topical" }, "relations", [position, relation, topical])).toEqual({ kind: "relations", type: "", normalization: "" });
  });

  it("sides are told by what the type has for it", () => {
    expect(qualifierChoices(position)).toEqual([]);
    const scaled = { ...position, variables: [...position.variables, { ...variable("strength", "boolean"), data_type: "integer" as const }] };
    expect(qualifierChoices(scaled).map((one) => [one.value, one.title])).toEqual([["", "agreement"], ["strength", "strength"]]);
    expect(readOptions(parse(address({ ...USUAL, qualifier: "strength" })).query).qualifier).toBe("strength");
    expect(networkBody({ ...USUAL, qualifier: "strength" })["qualifier"]).toBe("strength");
  });

  it("sides told in words are told apart, not added up", () => {
    const moody = { ...position, variables: [variable("agreement", "entity")] };
    expect([inWords(USUAL, moody), inWords(USUAL, position), inWords(USUAL, undefined)]).toEqual([true, false, false]);
  });

  it("whoever speaks is the organization, else the person", () => {
    expect(actorColumn(USUAL, position)).toBe("speaker");
    expect(actorColumn({ actors: "person" }, position)).toBe("person");
  });
});

describe("colors and files", () => {
  it("colors are written and mixed", () => {
    expect(hex("rgb(28, 90, 156)")).toBe("#1c5a9c");
    expect(mixed("#000000", "#ffffff", 0.5)).toBe("#808080");
  });

  it("the file has the name the server gives it", () => {
    expect(fileName('attachment; filename="subtract-network.zip"')).toBe("subtract-network.zip");
    expect(fileName(null)).toBe("network.zip");
  });
});
