/** Where does the keyboard go when a picture gives way to its table, or the other way round? `swapped` */

import { tick } from "svelte";

/** Change what is looked at; whoever was in it is in what takes its place, and need not begin at the top of the page. */
export async function swapped(change: () => void): Promise<void> {
  const picture = document.activeElement?.closest("section.picture");
  change();
  await tick();
  if (!picture || document.activeElement !== document.body) return;
  picture.querySelector<HTMLElement>("[role=application], [role=region]")?.focus();
}
