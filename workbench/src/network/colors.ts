/** Which colors does the page have now? `palette`, `mixed`, `onTheme` */

export interface Palette {
  paper: string;
  raised: string;
  ink: string;
  soft: string;
  rule: string;
  agree: string;
  disagree: string;
  focus: string;
  hull: string;
}

const NAMES = ["paper", "raised", "ink", "soft", "rule", "agree", "disagree", "focus", "hull"] as const;

/** Read the tokens as the page has them: light or dark. */
export function palette(): Palette {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(NAMES.map((name) => [name, hex(style.getPropertyValue(`--${name}`))])) as unknown as Palette;
}

/** Write "rgb(1, 2, 3)" as "#010203"; what is written otherwise stays as it is. */
export function hex(color: string): string {
  const parts = /^rgba?\((\d+)[ ,]+(\d+)[ ,]+(\d+)/.exec(color.trim());
  return parts ? `#${parts.slice(1, 4).map((part) => Number(part).toString(16).padStart(2, "0")).join("")}` : color.trim();
}

/** Mix two colors "#rrggbb": 0 is the first, 1 the second. */
export function mixed(one: string, other: string, share: number): string {
  const [a, b] = [numbers(one), numbers(other)];
  return `#${a.map((part, i) => Math.round(part + (b[i]! - part) * share).toString(16).padStart(2, "0")).join("")}`;
}

function numbers(color: string): number[] {
  const digits = /^#([0-9a-f]{6})$/i.exec(color)?.[1] ?? "808080";
  return [0, 2, 4].map((at) => Number.parseInt(digits.slice(at, at + 2), 16));
}

/** Hear when the page turns dark or light; returns how to stop. */
export function onTheme(handler: () => void): () => void {
  const media = matchMedia("(prefers-color-scheme: dark)");
  const observer = new MutationObserver(handler);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  media.addEventListener("change", handler);
  return () => {
    observer.disconnect();
    media.removeEventListener("change", handler);
  };
}
