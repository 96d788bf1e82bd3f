import { describe, expect, test } from "vitest";
import type { EntityOut, StatementOut, TypeOut, VariableOut } from "../src/api/wire.ts";
import { adding, apart, busiest, confirmed, editing, fieldsOf, firstTurns, kinds, merging, recoding, slots } from "../src/codebook/acts.ts";
import { allowed, emptyVariable, formOf, fresh, sound, typeAdd, typeEdit, variableEdit } from "../src/codebook/definitions.ts";

const ENTITY: EntityOut = {
  id: "e1", kind: "actor", name: "Rural Party", aliases: ["the Rurals"], attributes: [], definition: "", parent: "", color: "",
};
const variable = (name: string, data_type: VariableOut["data_type"], more: Partial<VariableOut> = {}): VariableOut => ({
  id: `v-${name}`, name, data_type, entities: "", values: [], definition: "", ...more,
});
const TYPE: TypeOut = {
  id: "t1", name: "position", color: "", definition: "",
  variables: [variable("person", "entity", { entities: "actor" }), variable("agreement", "boolean"), variable("sign", "integer", { values: [-1, 0, 1] })],
};

describe("an edit", () => {
  test("says only what is different, and what was there", () => {
    const command = editing(ENTITY, { ...fieldsOf(ENTITY), definition: "A party.", parent: "e2" });
    expect(command).toMatchObject({ was: { definition: "", parent: null }, now: { definition: "A party.", parent: "e2" }, keep_name: true });
  });
  test("is none where nothing is different", () => {
    expect(editing(ENTITY, { name: "Rural Party", aliases: ["the Rurals"] })).toBeNull();
  });
  test("of a variable leaves what it holds as it is", () => {
    const sign = TYPE.variables[2]!;
    expect(variableEdit(sign, { ...formOf(sign), values: "-1\n1" })).toMatchObject({ was: { values: [-1, 0, 1] }, now: { values: [-1, 1] } });
    expect(variableEdit(sign, formOf(sign))).toBeNull();
    expect(typeEdit(TYPE, { name: "position", color: "#112233", definition: "" })).toMatchObject({ was: { color: "" }, now: { color: "#112233" } });
  });
});

describe("a merge", () => {
  test("names everybody but the one that stays", () => {
    expect(merging("b", ["a", "b", "c"])).toMatchObject({ into: "b", others: ["a", "c"] });
  });
  test("is sent with the act its preview was made after, under an identity of its own", () => {
    const command = merging("a", ["a", "b"]);
    const sent = confirmed(command, 7, { type: "both" });
    expect(sent).toMatchObject({ seen: 7, decided: { type: "both" }, others: ["b"] });
    expect(sent.id).not.toBe(command.id);
  });
  test("alone carries decisions", () => {
    expect(confirmed(recoding("position", "agreement", [], {}), 7, { type: "both" })).not.toHaveProperty("decided");
  });
});

describe("a recoding", () => {
  test("of a stance begins with turning it round", () => {
    expect(firstTurns(TYPE.variables[1]!, null)).toEqual([{ old: true, new: false }, { old: false, new: true }]);
  });
  test("of anything else begins with no change, and leaves unchanged values out", () => {
    const turns = firstTurns(TYPE.variables[2]!, null);
    expect(recoding("position", "sign", turns, {})["changes"]).toEqual([]);
    expect(firstTurns(TYPE.variables[0]!, "e1")).toEqual([{ old: "e1", new: "e1" }]);
  });
});

test("that two are not the same is an attribute anybody can read", () => {
  expect(apart(ENTITY, { ...ENTITY, id: "e2", name: "Rural Club" })).toMatchObject({
    now: { attributes: [{ name: "different from", value: "Rural Club", since: null, until: null }] },
  });
});

test("a new entry has an identity before the server hears of it", () => {
  expect(adding("actor", " Rural Club ", {}).entity).toMatchObject({ kind: "actor", name: "Rural Club" });
});

test("the place an entry mostly has is where a recoding begins", () => {
  const places = slots([{ ...TYPE, variables: [...TYPE.variables, variable("organization", "entity", { entities: "actor" })] }], "actor");
  const said = [{ type: "position", values: { organization: "e1" } }, { type: "other", values: { person: "e1" } }] as unknown as StatementOut[];
  expect(busiest(places, said, "e1")).toBe(1);
  expect(busiest(places, [], "e1")).toBe(0);
  expect(busiest([], said, "e1")).toBe(0);
});

test("kinds are those that variables hold, then any other", () => {
  expect(kinds([TYPE], [ENTITY, { ...ENTITY, kind: "place" }])).toEqual(["actor", "place"]);
  expect(slots([TYPE], "actor").map((slot) => slot.variable.name)).toEqual(["person"]);
});

describe("allowed values", () => {
  test("are numbers where the variable holds numbers", () => {
    expect(allowed({ ...emptyVariable(), data_type: "integer", values: "-1\n 1 \n" })).toEqual([-1, 1]);
    expect(allowed({ ...emptyVariable(), data_type: "integer", values: "1.5" })).toBeNull();
    expect(allowed({ ...emptyVariable(), data_type: "number", values: "one" })).toBeNull();
  });
  test("are none for names and stances", () => {
    expect(allowed({ ...emptyVariable(), data_type: "boolean", values: "yes" })).toEqual([]);
  });
  test("a new variable of names holds its own kind if none is said", () => {
    expect(fresh({ ...emptyVariable(), name: "frame" })).toMatchObject({ name: "frame", entities: "frame", values: [] });
  });
});

test("a variable that was left blank is left out, one that only lacks its name is not", () => {
  const [blank, named, nameless] = [emptyVariable(), { ...emptyVariable(), name: "frame" }, { ...emptyVariable(), definition: "How it is told" }];
  expect([[named, blank], [blank], [named, nameless]].map((forms) => sound(forms))).toEqual([true, false, false]);
  expect(typeAdd("story", "", "", [named, blank])["variables"]).toMatchObject([{ name: "frame" }]);
});
