import { describe, expect, test } from "vitest";
import type { EntityOut, TypeOut } from "../src/api/wire.ts";
import { bars, policy, toggled } from "../src/review/bulk.ts";
import { addressed, ALL, asked, isNarrow, read, resorted } from "../src/review/filters.ts";
import { bound, type Doing } from "../src/review/keys.ts";
import { progress } from "../src/review/progress.ts";
import {
  ahead, cardOf, current, cut, decided, elsewhere, extended, moved, NOTHING, reopened, returned, type Round,
} from "../src/review/round.ts";
import type { SuggesterRow, SuggestionOut, SuggestionRow } from "../src/review/shapes.ts";
import { counted, line, wilson } from "../src/review/standing.ts";
import { corrections, filled, parts, spoken, sureness } from "../src/review/telling.ts";
import { parse } from "../src/router.svelte.ts";

function suggestion(id: string, more: Partial<SuggestionOut> = {}): SuggestionOut {
  return {
    id, type: "position", document: "d", version: 1, start: 0, stop: 5, quotation: "words", values: {}, entities: {},
    voices: [], score: 0.5, suggester: "lexical", suggester_version: "1", reasons: [], state: "waiting", ...more,
  };
}

function row(id: string, more: Partial<SuggestionOut> = {}): SuggestionRow {
  return { suggestion: suggestion(id, more), before: "", after: "", title: "", source: "", date: "", decision: null };
}

function round(...ids: string[]): Round {
  return extended(NOTHING, ids.map((id) => row(id)), false);
}

const here = (now: Round) => current(now)?.row.suggestion.id ?? null;

describe("a round", () => {
  test("goes to the next one after a decision", () => {
    expect(here(decided(round("a", "b", "c"), "a", "accept", "act"))).toBe("b");
  });

  test("goes back to what was passed over when nothing comes behind", () => {
    const passed = moved(moved(round("a", "b", "c"), 1), 1);
    expect(here(decided(passed, "c", "reject", "act"))).toBe("b");
  });

  test("is at nothing when all are decided, and goes on with what is loaded then", () => {
    const over = decided(round("a"), "a", "skip", "act");
    expect(here(over)).toBeNull();
    expect(here(extended(over, [row("b")], false))).toBe("b");
  });

  test("moves over decided ones and stays at the ends", () => {
    const now = decided(round("a", "b", "c"), "b", "accept", "act");
    expect(here(moved(now, 1))).toBe("c");
    expect(here(moved(moved(now, 1), 1))).toBe("c");
    expect(here(moved(now, -1))).toBe("a");
  });

  test("takes a decision back to where it was", () => {
    const now = decided(decided(round("a", "b"), "a", "accept", "1"), "b", "reject", "2");
    const back = reopened(now, row("a"));
    expect(here(back)).toBe("a");
    expect(cardOf(back, "b")?.verdict).toBe("reject");
  });

  test("puts back one it forgot before the current one", () => {
    const back = reopened(round("b"), row("a"));
    expect(here(back)).toBe("a");
    expect(ahead(back)).toBe(1);
  });

  test("leaves out what somebody decided elsewhere", () => {
    const now = elsewhere(round("a", "b", "c"), "b", "ben");
    expect(here(now)).toBe("a");
    expect(here(moved(now, 1))).toBe("c");
    expect(here(elsewhere(now, "a", "ben"))).toBe("c");
  });

  test("takes one back that others reopened, returned, while somebody reads on where they are", () => {
    const [first, , third] = ["a", "b", "c"].map((id) => row(id));
    const now = moved(elsewhere(round("a", "b", "c"), "a", "ben"), 1);
    expect(here(now)).toBe("c");
    expect(here(returned(now, first!))).toBe("c");
    expect(here(moved(returned(now, first!), -1))).toBe("b");
    expect(here(returned(now, row("new")))).toBe("c");
    const none = ["a", "b", "c"].reduce((all, id) => elsewhere(all, id, "ben"), round("a", "b", "c"));
    expect(here(returned(none, third!))).toBe("c");
  });

  test("does not take the same suggestion twice", () => {
    expect(extended(round("a", "b"), [row("b"), row("c")], false).cards).toHaveLength(3);
  });

  test("forgets long-decided ones, but never one that waits", () => {
    const ids = Array.from({ length: 300 }, (_, at) => String(at));
    let now = round(...ids);
    for (const id of ids.slice(1, 250)) now = decided(moved(now, 1), id, "accept", id);
    const longer = extended(now, [row("new")], false);
    expect(longer.cards.length).toBeLessThan(200);
    expect(cardOf(longer, "0")?.verdict).toBeNull();
    expect(here(longer)).toBe(here(now));
  });

  test("is cut behind the current one to be loaded again", () => {
    expect(cut(round("a", "b", "c")).cards.map((card) => card.row.suggestion.id)).toEqual(["a"]);
  });
});

describe("filters", () => {
  test("are read from an address and written to it, the usual ones left out", () => {
    const filters = { ...ALL, sort: "score" as const, descending: true, min: 0.5, state: "skipped" as const };
    const address = addressed(filters);
    expect(address).toBe("/review?sort=score&descending=true&state=skipped&min=0.5");
    expect(read(parse(address).query)).toEqual(filters);
    expect(addressed(ALL)).toBe("/review");
  });

  test("that make no sense are as usual", () => {
    expect(read({ sort: "color", min: "7", state: "gone" })).toEqual(ALL);
  });

  test("go into the request under its names", () => {
    expect(asked({ ...ALL, min: 0.3 })).toMatchObject({ sort: "document", min_score: 0.3, state: "waiting" });
  });

  test("are narrow when they leave suggestions out", () => {
    expect(isNarrow({ ...ALL, sort: "actor", state: "skipped" })).toBe(false);
    expect(isNarrow({ ...ALL, type: "event" })).toBe(true);
  });

  test("by score begin with the best, by uncertainty with the least certain", () => {
    expect(resorted(ALL, "score").descending).toBe(true);
    expect(resorted({ ...ALL, descending: true }, "uncertainty").descending).toBe(false);
  });
});

describe("rates", () => {
  test.each([[0, 0, 0, 1], [10, 10, 0.7225, 1], [81, 263, 0.2553, 0.3662]])(
    "%i of %i lie within Wilson's interval",
    (accepted, all, low, high) => {
      const rate = wilson(accepted, all);
      expect(rate.low).toBeCloseTo(low, 4);
      expect(rate.high).toBeCloseTo(high, 4);
    },
  );

  const standing = (type: string, more: Partial<SuggesterRow> = {}): SuggesterRow => ({
    suggester: "lexical", version: "1", type, waiting: 5, skipped: 0, withdrawn: 0, accepted: 1, edited: 0, rejected: 1,
    unseen: 0, all: wilson(1, 2), recent: wilson(1, 2), course: [], ...more,
  });

  test("move with a decision, overall and for its type only, and back when it is taken back", () => {
    const rows = [standing(""), standing("position"), standing("event"), standing("", { version: "2" })];
    const after = counted(rows, suggestion("a"), "edit", 1);
    expect(after.map((one) => one.all.decided)).toEqual([3, 3, 2, 2]);
    expect(after[0]).toMatchObject({ waiting: 4, edited: 1 });
    expect(counted(after, suggestion("a"), "edit", -1)).toEqual(rows);
  });

  test("skipping decides nothing", () => {
    const [after] = counted([standing("")], suggestion("a"), "skip", 1);
    expect(after).toMatchObject({ waiting: 4, skipped: 1, all: { decided: 2 } });
  });

  test("a course is a line from left to right, high shares on top", () => {
    expect(line([0, 0.5, 1], 100, 20)).toBe("0.0,20.0 50.0,10.0 100.0,0.0");
    expect(line([1], 100, 20)).toBe("");
  });
});

describe("a suggestion is told", () => {
  const type: TypeOut = {
    id: "t", name: "position", color: "", definition: "",
    variables: [
      { id: "1", name: "organization", data_type: "entity", entities: "actor", values: [], definition: "" },
      { id: "2", name: "concept", data_type: "entity", entities: "concept", values: [], definition: "" },
      { id: "3", name: "agreement", data_type: "boolean", entities: "", values: [], definition: "" },
    ],
  };
  const party: EntityOut = {
    id: "p", kind: "actor", name: "Party B", aliases: ["B"], attributes: [], definition: "A party.", parent: "", color: "",
  };
  const one = suggestion("a", {
    values: { organization: "B", concept: "Bridge", agreement: false }, entities: { organization: "p", concept: null },
  });
  const told = parts(one, type, (id) => (id === "p" ? party : undefined));

  test("by the codebook's names, with the wording where it differs", () => {
    expect(told[0]).toMatchObject({ text: "Party B", wording: "B", definition: "A party.", fresh: "" });
  });

  test("with what would be new to the codebook", () => {
    expect(told[1]).toMatchObject({ text: "Bridge", fresh: "concept", wording: "" });
  });

  test("with its stance as a sign and a word", () => {
    expect(told[2]).toMatchObject({ text: "▼ disagrees", stance: "disagree" });
    expect(spoken(one, told)).toBe("position, Party B, Bridge, ▼ disagrees: “words”");
  });

  test("with its score in words", () => {
    expect(new Set([0.9, 0.7, 0.5, 0.2].map(sureness)).size).toBe(4);
  });

  test("and corrected: only what differs is sent, null for what is taken away", () => {
    const before = filled(one, type, (kind, name) => `${kind}:${name}`);
    expect(before).toEqual({ organization: "p", concept: "concept:Bridge", agreement: false });
    expect(corrections(before, { ...before, agreement: true, organization: null })).toEqual({ agreement: true, organization: null });
    expect(corrections(before, { ...before })).toEqual({});
  });
});

describe("keys", () => {
  function pressed(key: string, state: { busy: boolean; here: boolean }): string[] {
    const done: string[] = [];
    const doing: Doing = {
      decide: (verdict) => done.push(verdict), edit: () => done.push("edit"), move: (step) => done.push(`move ${step}`),
      undo: () => done.push("undo"), open: () => done.push("open"), bulk: () => done.push("bulk"),
      busy: () => state.busy, here: () => state.here,
    };
    for (const binding of bound(doing)) {
      if (binding.key === key && binding.when?.()) binding.act({} as KeyboardEvent);
    }
    return done;
  }

  test.each([
    ["a", "accept"], ["e", "edit"], ["r", "reject"], ["s", "skip"], ["j", "move 1"], ["ArrowDown", "move 1"],
    ["k", "move -1"], ["ArrowUp", "move -1"], ["u", "undo"], ["o", "open"], ["b", "bulk"],
  ])("%s does %s", (key, does) => {
    expect(pressed(key, { busy: false, here: true })).toEqual([does]);
  });

  test("none acts while a suggestion is being corrected", () => {
    for (const key of ["a", "r", "u", "b", "j"]) expect(pressed(key, { busy: true, here: true })).toEqual([]);
  });

  test("without a suggestion, one can still take back and accept together", () => {
    expect(pressed("a", { busy: false, here: false })).toEqual([]);
    expect(pressed("u", { busy: false, here: false })).toEqual(["undo"]);
  });
});

describe("accepting together", () => {
  test("all types are said as none, so that later ones count", () => {
    expect(policy(0.6, ["a", "b"], [], "")).toEqual({ min_score: 0.6, types: [], suggester: "" });
    expect(policy(0.6, ["a", "b"], ["a"], "")?.types).toEqual(["b"]);
  });

  test("there is no policy without a type or a score", () => {
    expect(policy(0.6, ["a"], ["a"], "")).toBeNull();
    expect(policy(null, ["a"], [], "")).toBeNull();
    expect(policy(7, ["a"], [], "")).toBeNull();
  });

  test("the bars at the score or better are marked, and one suggestion can be seen", () => {
    const drawn = bars([1, 0, 0, 1000], 0.75);
    expect(drawn.map((bar) => bar.taken)).toEqual([false, false, false, true]);
    expect(drawn[0]?.height).toBeGreaterThan(1);
    expect(drawn[1]?.height).toBe(0);
  });

  test("a name goes into a list and out", () => {
    expect(toggled(toggled([], "a"), "a")).toEqual([]);
  });
});

test("progress counts decisions of all that is proposed, without what was withdrawn", () => {
  expect(progress({ waiting: 5, skipped: 2, accepted: 3, rejected: 1, withdrawn: 9 })).toMatchObject({ decided: 4, all: 11 });
});
