import { beforeEach, describe, expect, test, vi } from "vitest";
import { Keys, shown, written } from "../src/ui/keys.ts";

type Pressed = Partial<KeyboardEvent> & { key: string };
const event = (pressed: Pressed) =>
  ({ code: "", ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, target: null, preventDefault: vi.fn(), ...pressed }) as unknown as KeyboardEvent;

describe("a key is written", () => {
  test.each([
    [{ key: "c" }, "c"],
    [{ key: "N", shiftKey: true }, "N"],
    [{ key: "?", shiftKey: true }, "?"],
    [{ key: "z", ctrlKey: true }, "Ctrl+z"],
    [{ key: "Z", ctrlKey: true, shiftKey: true }, "Ctrl+Shift+z"],
    [{ key: "z", metaKey: true }, "Ctrl+z"],
    [{ key: "¡", code: "Digit1", altKey: true }, "Alt+1"],
    [{ key: "ArrowDown", shiftKey: true }, "Shift+ArrowDown"],
    [{ key: " " }, "Space"],
    [{ key: "ش", code: "KeyA" }, "a"],
    [{ key: "ö", code: "Semicolon" }, "ö"],
  ])("%o as %s", (pressed, name) => {
    expect(written(event(pressed))).toBe(name);
  });
});

describe("keys", () => {
  let keys: Keys;
  beforeEach(() => {
    keys = new Keys();
  });

  test("act once they are bound and not after", () => {
    const act = vi.fn();
    const unbind = keys.bind("Here", { key: "c", does: "code", act });
    expect(keys.press(event({ key: "c" }))).toBe(true);
    unbind();
    expect(keys.press(event({ key: "c" }))).toBe(false);
    expect(act).toHaveBeenCalledTimes(1);
  });

  test("one after the other act together, unless too late", () => {
    const act = vi.fn();
    keys.bind("Go to", { key: "g t", does: "texts", act });
    keys.press(event({ key: "g" }), 0);
    keys.press(event({ key: "t" }), 500);
    expect(act).toHaveBeenCalledTimes(1);
    keys.press(event({ key: "g" }), 1_000);
    keys.press(event({ key: "t" }), 9_000);
    expect(act).toHaveBeenCalledTimes(1);
  });

  test("of two bindings the later acts, or the earlier if the later may not", () => {
    const early = vi.fn();
    const late = vi.fn();
    let may = true;
    keys.bind("A", { key: "n", does: "", act: early });
    keys.bind("B", { key: "n", does: "", act: late, when: () => may });
    keys.press(event({ key: "n" }));
    may = false;
    keys.press(event({ key: "n" }));
    expect([early.mock.calls.length, late.mock.calls.length]).toEqual([1, 1]);
  });

  test("that somebody handled already do nothing", () => {
    const act = vi.fn();
    keys.bind("A", { key: "n", does: "", act });
    keys.press(event({ key: "n", defaultPrevented: true }));
    keys.press(event({ key: "n", isComposing: true }));
    expect(act).not.toHaveBeenCalled();
  });

  test("are listed by scope; two for the same stand together", () => {
    keys.bind("A", { key: "y", does: "redo", act: () => {} }, { key: "Y", does: "redo", act: () => {} });
    keys.bind("B", { key: "c", does: "code", act: () => {} }, { key: "d", does: "", act: () => {} });
    expect(keys.overview()).toEqual([
      { scope: "A", keys: [{ key: "y / Y", does: "redo" }] },
      { scope: "B", keys: [{ key: "c", does: "code" }] },
    ]);
  });
});

test("a key is shown as it stands on the keyboard", () => {
  expect(["c", "N", "Ctrl+Shift+z", "ArrowDown", "Shift+ArrowUp", "?", "Alt+1"].map(shown)).toEqual([
    "c", "N", "Ctrl+Shift+Z", "↓", "Shift+↑", "?", "Alt+1",
  ]);
});
