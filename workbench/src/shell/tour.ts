/** Which steps has the first-run tour, and when is one done? `STEPS`, `arrived` */

import { words } from "../words/index.ts";

export interface Step {
  name: keyof typeof words.help.tour.steps;
  /** What the step is about, to be pointed out on the page. */
  anchor: string;
  /** Done when this holds; without it, when somebody says next. */
  done?: (seen: Seen) => boolean;
}

export interface Seen {
  view: string;
  selected: boolean;
  form: boolean;
  coded: boolean;
}

export const STEPS: readonly Step[] = [
  { name: "open", anchor: "main ul li a", done: (seen) => seen.view === "reader" },
  { name: "select", anchor: "main article, main [role='document']", done: (seen) => seen.selected || seen.form || seen.coded },
  { name: "code", anchor: "", done: (seen) => seen.form || seen.coded },
  { name: "fill", anchor: "main aside form", done: (seen) => seen.coded },
  { name: "gutter", anchor: "" },
  { name: "network", anchor: "header nav a[href='/network']", done: (seen) => seen.view === "network" },
  { name: "end", anchor: "" },
];

/** Return the step to show: the present one, or the first after it that is not done. */
export function arrived(at: number, seen: Seen): number {
  let step = at;
  while (STEPS[step]?.done?.(seen)) step += 1;
  return step;
}
