import { describe, expect, it } from "vitest";
import { dated, moment } from "../src/ui/dates";

describe("dates", () => {
  it("are as exact as they are known", () => {
    expect(dated("2019", "en-GB")).toBe("2019");
    expect(dated("2019-06", "en-GB")).toBe("Jun 2019");
    expect(dated("2019-06-05", "en-GB")).toBe("5 Jun 2019");
    expect(dated("2019-06-05T23:30:00-08:00", "en-GB")).toBe("5 Jun 2019");
  });

  it("stay as they are when they can't be read", () => {
    expect(dated("", "en-GB")).toBe("");
    expect(dated("spring 1921", "en-GB")).toBe("spring 1921");
    expect(dated("19", "en-GB")).toBe("19");
    expect(moment("yesterday", "en-GB")).toBe("yesterday");
  });

  it("have the reader's form", () => {
    expect(moment("2024-05-06T12:08:09Z", "en-GB")).toMatch(/^6 May 2024/);
    expect(dated("2019-06-05", "de")).toBe("05.06.2019");
  });
});
