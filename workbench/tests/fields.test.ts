import { describe, expect, test } from "vitest";
import type { DataType, VariableOut } from "../src/api/wire.ts";
import { labeled, parsed, written } from "../src/ui/fields.ts";

function variable(data_type: DataType, values: (string | number)[] = []): VariableOut {
  return { id: "v", name: "the_value", data_type, entities: "", values, definition: "" };
}

describe("what is typed is read as the variable wants it", () => {
  test.each([
    ["text", " two words ", "two words"],
    ["integer", "-12", -12],
    ["integer", "−12", -12],
    ["number", "3,5", 3.5],
    ["number", "1e3", 1000],
    ["date", "2019", "2019"],
    ["date", "2024-02-29", "2024-02-29"],
    ["date", "2019-06-05", "2019-06-05"],
    ["date", "2019-06-05 10:30", "2019-06-05T10:30"],
  ] as const)("%s: %s", (type, typed, value) => {
    expect(parsed(variable(type), typed)).toEqual({ value });
  });

  test.each([["integer", "1.5"], ["integer", "one"], ["number", "1.2.3"], ["date", "5.6.2019"], ["date", "2019-13"], ["date", "2019-02-30"]] as const)(
    "%s refuses %s and says what to give",
    (type, typed) => {
      expect(parsed(variable(type), typed)).toHaveProperty("wrong");
    },
  );

  test("nothing typed is no value", () => {
    expect(parsed(variable("integer"), "  ")).toEqual({ value: null });
  });

  test("a value the codebook does not allow is told the allowed ones", () => {
    expect(parsed(variable("integer", [-1, 0, 1]), "2")).toEqual({ wrong: "It takes: -1, 0, 1." });
    expect(parsed(variable("integer", [-1, 0, 1]), "1")).toEqual({ value: 1 });
  });
});

test("a value is written into its field, and a name is a label without its underscores", () => {
  expect([written(null), written(undefined), written(0), written("x")]).toEqual(["", "", "0", "x"]);
  expect(labeled(variable("text"))).toBe("the value");
});
