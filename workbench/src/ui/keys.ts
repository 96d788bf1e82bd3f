/** Which key does what? `keys`: every key of the workbench is bound here, so that the overview lists them
 *
 * A key is written "c", "N" (with Shift), "Ctrl+z", "Ctrl+Shift+z", "Alt+1", "ArrowDown", "?" or, one after
 * the other, "g t". Keys act only while no field has the focus (unless `inFields`), and while a dialog is open
 * only those bound in it. Of several bindings the latest wins.
 */

export interface Binding {
  key: string;
  /** What it does, for the overview; one without is not listed. */
  does: string;
  act: (event: KeyboardEvent) => void;
  /** Acts only when this says so; otherwise the next binding of the key is asked. */
  when?: () => boolean;
  inFields?: boolean;
  inDialog?: boolean;
}

export interface Group {
  scope: string;
  keys: { key: string; does: string }[];
}

const PATIENCE = 1_200; // milliseconds between the keys of a sequence

export class Keys {
  private bound: { scope: string; binding: Binding }[] = [];
  private started = "";
  private startedAt = 0;

  /** Bind keys of a scope ("Reader"); returns how to unbind them. */
  bind(scope: string, ...bindings: Binding[]): () => void {
    const entries = bindings.map((binding) => ({ scope, binding }));
    this.bound.push(...entries);
    return () => {
      this.bound = this.bound.filter((entry) => !entries.includes(entry));
    };
  }

  /** Handle a key; says whether it did anything. */
  press(event: KeyboardEvent, now = performance.now()): boolean {
    if (event.defaultPrevented || event.isComposing || MODIFIERS.has(event.key)) return false;
    const name = written(event);
    const sequence = this.started && now - this.startedAt < PATIENCE ? `${this.started} ${name}` : "";
    this.started = "";
    const field = isField(event.target);
    const dialog = modalOpen();
    const usable = (binding: Binding) =>
      (!field || binding.inFields) && (!dialog || binding.inDialog) && (binding.when?.() ?? true);
    for (const wanted of sequence ? [sequence, name] : [name]) {
      const hit = this.bound.findLast((entry) => entry.binding.key === wanted && usable(entry.binding));
      if (hit) {
        event.preventDefault();
        hit.binding.act(event);
        return true;
      }
    }
    if (this.bound.some((entry) => entry.binding.key.startsWith(`${name} `) && usable(entry.binding))) {
      this.started = name;
      this.startedAt = now;
    }
    return false;
  }

  /** All keys that are bound now, by scope, in the order in which they were bound. */
  overview(): Group[] {
    const groups = new Map<string, Map<string, string>>();
    for (const { scope, binding } of this.bound) {
      if (!binding.does) continue;
      const group = groups.get(scope) ?? new Map<string, string>();
      groups.set(scope, group);
      const same = [...group].find(([, does]) => does === binding.does);
      if (same && same[0] !== binding.key) {
        group.delete(same[0]);
        group.set(`${same[0]} / ${binding.key}`, binding.does);
      } else group.set(binding.key, binding.does);
    }
    return [...groups].map(([scope, keys]) => ({ scope, keys: [...keys].map(([key, does]) => ({ key, does })) }));
  }
}

export const keys = new Keys();

/** Write a key event as it is bound: modifiers, then the key; letters of other scripts by their place. */
export function written(event: Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">): string {
  let key = event.key === " " ? "Space" : event.key;
  const place = /^(?:Key([A-Z])|Digit([0-9]))$/.exec(event.code);
  const foreign = key.length === 1 && key.charCodeAt(0) > 127;
  if (place && (foreign || event.altKey)) {
    const letter = (place[1] ?? place[2] ?? "").toLowerCase();
    key = event.shiftKey ? letter.toUpperCase() : letter;
  }
  const control = event.ctrlKey || event.metaKey;
  const parts: string[] = [];
  if (control) parts.push("Ctrl");
  if (event.altKey) parts.push("Alt");
  if (event.shiftKey && (control || event.altKey || key.length > 1)) parts.push("Shift");
  parts.push(control || event.altKey ? (key.length === 1 ? key.toLowerCase() : key) : key);
  return parts.join("+");
}

/** Write a key for people: "Ctrl+z" as Ctrl+Z, arrows as arrows. */
export function shown(key: string): string {
  const named = key.split("+").map((part) => ARROWS[part] ?? part);
  const last = named.at(-1) ?? "";
  if (named.length > 1 && last.length === 1) named[named.length - 1] = last.toUpperCase();
  return named.join("+");
}

const ARROWS: Record<string, string> = {
  ArrowUp: "↑", ArrowDown: "↓", ArrowLeft: "←", ArrowRight: "→", Escape: "Esc", PageUp: "Page ↑", PageDown: "Page ↓",
};
const MODIFIERS = new Set(["Shift", "Control", "Alt", "Meta", "AltGraph", "CapsLock", "Dead"]);
const TYPED = new Set(["text", "search", "number", "date", "month", "time", "email", "url", "tel", "password", "range"]);

function isField(target: EventTarget | null): boolean {
  if (typeof Element === "undefined" || !(target instanceof Element)) return false;
  if (target instanceof HTMLInputElement) return TYPED.has(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
    || (target instanceof HTMLElement && target.isContentEditable);
}

function modalOpen(): boolean {
  return typeof document !== "undefined" && document.querySelector("dialog:modal") !== null;
}
