/** Light or dark, and how large are the texts? `appearance`: remembered in this browser */

export type Theme = "auto" | "light" | "dark";
export type Size = "small" | "usual" | "large" | "largest";

const SIZES: Record<Size, string> = { small: "1rem", usual: "1.125rem", large: "1.3rem", largest: "1.55rem" };
const PLACE = "dissensus:appearance";

class Appearance {
  theme: Theme = $state("auto");
  size: Size = $state("usual");

  /** Take what was chosen before. */
  restore(): void {
    try {
      const kept = JSON.parse(localStorage.getItem(PLACE) ?? "{}") as { theme?: string; size?: string };
      if (kept.theme === "light" || kept.theme === "dark") this.theme = kept.theme;
      if (kept.size && kept.size in SIZES) this.size = kept.size as Size;
    } catch {
      // Nothing kept, or storing is forbidden: as the system has it.
    }
    this.apply();
  }

  choose(change: { theme?: Theme; size?: Size }): void {
    if (change.theme) this.theme = change.theme;
    if (change.size) this.size = change.size;
    this.apply();
    try {
      localStorage.setItem(PLACE, JSON.stringify({ theme: this.theme, size: this.size }));
    } catch {
      // Forbidden: it holds for this window.
    }
  }

  private apply(): void {
    const root = document.documentElement;
    if (this.theme === "auto") delete root.dataset["theme"];
    else root.dataset["theme"] = this.theme;
    root.style.setProperty("--reading", SIZES[this.size]);
  }
}

export const appearance = new Appearance();
