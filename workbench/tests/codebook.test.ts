import { beforeEach, expect, test, vi } from "vitest";
import { codebook } from "../src/api/codebook.svelte.ts";

const types = [{ id: "t", name: "position", color: "", definition: "", variables: [] }];
const entity = (id: string, name: string) => ({ id, kind: "actor", name, aliases: [], attributes: [], definition: "", parent: "", color: "" });
const said = (...entities: ReturnType<typeof entity>[]) => ({ title: "", language: "", instructions: "", types: structuredClone(types), entities });

// Node 20 has no Map.groupBy; the browsers have.
Map.groupBy ??= (items, key) => {
  const groups = new Map();
  let at = 0;
  for (const item of items) {
    const name = key(item, at++);
    groups.set(name, [...(groups.get(name) ?? []), item]);
  }
  return groups;
};

/** Answers to be given by hand, in the order in which the questions were asked. */
let answers: ((body: unknown) => void)[] = [];
beforeEach(() => {
  answers = [];
  vi.stubGlobal("fetch", () => new Promise((give) => answers.push((body) => give(new Response(JSON.stringify(body))))));
});

test("an answer that comes after a later one changes nothing", async () => {
  const loads = [codebook.load(), codebook.load()];
  answers[1]?.(said(entity("a", "Ada"), entity("b", "Bo")));
  await loads[1];
  answers[0]?.(said(entity("a", "Ada")));
  await loads[0];
  expect(codebook.name("b")).toBe("Bo");
});

test("types that did not change stay the same ones", async () => {
  const before = codebook.types;
  const load = codebook.load();
  answers[0]?.(said(entity("a", "Ada")));
  await load;
  expect(codebook.types).toBe(before);
});

test("a new name keeps its name when the server knows it under another identity", async () => {
  const load = codebook.load();
  answers[0]?.(said(entity("theirs", "Zeno")));
  await load;
  const mine = codebook.propose("actor", "Zena");
  codebook.settle({ id: "act", last: 1, again: false, summary: "", known: { [mine]: "theirs" } });
  expect(codebook.name(mine)).toBe("Zeno");
  expect(codebook.fresh([mine])).toEqual([]);
});

test("a new name of a draft keeps its identity, unless somebody made it meanwhile", () => {
  expect(codebook.propose("actor", "Yann", "kept")).toBe("kept");
  expect(codebook.fresh(["kept"])).toEqual([{ id: "kept", kind: "actor", name: "Yann" }]);
  expect(codebook.propose("actor", "zeno", "other")).toBe("theirs");
});
