import { expect, test } from "vitest";
import type { StatementOut, TypeOut, VariableOut } from "../src/api/wire.ts";
import { applied, blank, cleaned, codeAct, difference, drafted, editAct, expected, flipped, isEmpty, known, repeated, retyped } from "../src/reader/coding.ts";

const variable = (name: string, data_type: VariableOut["data_type"], entities = ""): VariableOut => ({
  id: name, name, data_type, entities, values: [], definition: "",
});
const position: TypeOut = {
  id: "1", name: "position", color: "", definition: "",
  variables: [variable("person", "entity", "actor"), variable("concept", "entity", "concept"), variable("agreement", "boolean")],
};
const relation: TypeOut = {
  id: "2", name: "relation", color: "", definition: "",
  variables: [variable("person", "entity", "actor"), variable("concept", "text"), variable("sign", "integer")],
};
const statement: StatementOut = {
  id: "s", type: "position", document: "d", version: 1, start: 3, stop: 9, values: { person: "a", agreement: true },
  coder: "ann", created: "2024-01-01", note: "", flag: "", reviewed: true, score: null,
};

test("the last values come again, but only those the type still has", () => {
  expect(repeated(position, { person: "a", gone: "x", agreement: false, concept: "" })).toEqual({ person: "a", agreement: false });
  expect(repeated(position, null)).toEqual({});
});

test("the stance turns; from no stance it becomes agreement", () => {
  expect(flipped(position, { agreement: true })["agreement"]).toBe(false);
  expect(flipped(position, { agreement: false })["agreement"]).toBe(true);
  expect(flipped(position, {})["agreement"]).toBe(true);
  expect(flipped(relation, { sign: 1 })).toEqual({ sign: 1 });
});

test("another type takes over what means the same in both", () => {
  const draft = { ...blank(position, { start: 3, stop: 9 }), values: { person: "a", concept: "c", agreement: true } };
  expect(retyped(draft, position, relation)).toMatchObject({ type: "relation", start: 3, values: { person: "a" } });
  expect(retyped(draft, position, relation).values).not.toHaveProperty("concept");
});

test("a draft is empty until something is filled in", () => {
  const draft = blank(position, { start: 0, stop: 1 });
  expect(isEmpty(draft)).toBe(true);
  expect(isEmpty({ ...draft, values: { agreement: false } })).toBe(false);
  expect(isEmpty({ ...draft, note: "why" })).toBe(false);
});

test("a new statement has the browser's identity and no empty values", () => {
  const act = codeAct({ ...blank(position, { start: 3, stop: 9 }), values: { person: "a", concept: "", agreement: false } }, "d", 2, []);
  expect(act).toMatchObject({ kind: "code", document: "d", version: 2, start: 3, stop: 9, values: { person: "a", agreement: false } });
  expect(act["statement"]).toMatch(/^[0-9a-f-]{36}$/);
  expect(act["statement"]).not.toBe(act.id);
});

test("an edit says what was and what shall be, for what differs only", () => {
  const draft = { ...drafted(statement), values: { concept: "c", agreement: true }, stop: 12 };
  expect(difference(statement, draft)).toEqual({
    was: { stop: 9, values: { person: "a", concept: null } },
    now: { stop: 12, values: { person: null, concept: "c" } },
  });
  expect(editAct(statement, drafted(statement), [])).toBeNull();
  expect(editAct(statement, { ...drafted(statement), note: "n" }, [])).toMatchObject({ kind: "edit", statement: "s", was: { note: "" }, now: { note: "n" } });
});

test("what is expected of the server is what was typed", () => {
  const row = expected({ ...drafted(statement), values: { agreement: false, person: null } }, statement);
  expect(row).toMatchObject({ id: "s", coder: "ann", values: { agreement: false } });
  expect(cleaned({ a: null, b: "", c: 0, d: false })).toEqual({ c: 0, d: false });
});

test("identities that the server knew otherwise are replaced", () => {
  expect(known({ person: "mine", agreement: true }, { mine: "theirs" })).toEqual({ person: "theirs", agreement: true });
});

test("an edit is made against what the coder saw, and lands on what is there now", () => {
  const draft = { ...drafted(statement), note: "mine" };
  const now = { ...statement, values: { person: "b", agreement: true } };
  const act = editAct(draft.seen ?? now, draft, []);
  expect(act).toMatchObject({ was: { note: "" }, now: { note: "mine" } });
  expect(applied(now, { note: "mine", values: { agreement: null } })).toMatchObject({ note: "mine", values: { person: "b" } });
  expect(applied(now, { values: { agreement: null } }).values).not.toHaveProperty("agreement");
});
