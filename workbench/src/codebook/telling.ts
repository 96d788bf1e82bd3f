/** How is a preview said? `headline`, `isUndecided`, `aliasesGained`, `change` */

import type { Scalar } from "../api/wire.ts";
import { words } from "../words/index.ts";
import type { ClashOut, DifferenceOut, EntityChange, PreviewOut } from "./shapes.ts";

/** Say in one sentence what changes; a new name changes no statement, only what it shows. */
export function headline(preview: PreviewOut): string {
  if (preview.verb === "rename") return words.codebook.onlyNames(preview.statements);
  return words.codebook.changes(preview.statements);
}

/** Is there a disagreement nobody has decided yet? */
export function isUndecided(clashes: readonly ClashOut[], decided: Record<string, string>): boolean {
  return clashes.some(({ field, choices }) => decided[field] !== "both" && !((decided[field] ?? "") in choices));
}

/** Return the entries that have aliases afterwards they did not have before. */
export function aliasesGained(changes: readonly EntityChange[]): { name: string; aliases: string[] }[] {
  return changes.flatMap(({ before, after }) => {
    const aliases = after?.aliases.filter((one) => !before.aliases.includes(one)) ?? [];
    return after && aliases.length > 0 ? [{ name: after.name, aliases }] : [];
  });
}

/** Say a value of a statement; what is missing is said, too. */
export function valued(value: Scalar): string {
  if (value === null || value === "") return words.codebook.noValue;
  if (typeof value === "boolean") return value ? words.codebook.yes : words.codebook.no;
  return String(value);
}

/** Say the weight of a tie. */
export function weight(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
}

/** The changes of a file that can't be done, and whether there is anything to do at all. */
export function feasible(differences: readonly DifferenceOut[]): { refused: number; can: boolean } {
  const refused = differences.filter((one) => one.refused !== "").length;
  return { refused, can: refused === 0 && differences.length > 0 };
}
