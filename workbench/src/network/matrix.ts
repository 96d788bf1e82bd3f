/** What stands in the matrix? `grid`, `sideOf`, `size`, `moved` by one of `MOVES`, `contested` for its title */

import type { CellOut, MatrixOut } from "../api/seeing.ts";
import { words } from "../words/index.ts";

export interface Cell {
  agree: number;
  disagree: number;
  neither: number;
  unreviewed: number;
}

export type Side = "agree" | "disagree" | "mixed" | "neither";

/** Cells by row and column; null where an actor is silent. */
export function grid(cells: readonly CellOut[], rows: number, columns: number): (Cell | null)[][] {
  const found: (Cell | null)[][] = Array.from({ length: rows }, () => new Array<Cell | null>(columns).fill(null));
  for (const [row, column, agree, disagree, neither, unreviewed] of cells) {
    if (row < rows && column < columns) found[row]![column] = { agree, disagree, neither, unreviewed };
  }
  return found;
}

export function sideOf({ agree, disagree }: Cell): Side {
  return agree > 0 && disagree > 0 ? "mixed" : agree > 0 ? "agree" : disagree > 0 ? "disagree" : "neither";
}

/** How large the marks of a cell are, 1 to 5: by the square root, so that the area tells the number. */
export function size(cell: Cell, largest: number): number {
  const total = cell.agree + cell.disagree + cell.neither;
  return 1 + Math.round(4 * Math.sqrt((total - 1) / Math.max(1, Math.max(6, largest) - 1)));
}

/** The keys that lead from cell to cell. */
export const MOVES = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End", "PageUp", "PageDown"] as const;

/** Where an arrow key leads, within the table; null for any other key. */
export function moved([row, column]: [number, number], key: string, rows: number, columns: number): [number, number] | null {
  const inside = (value: number, most: number) => Math.min(Math.max(0, value), most - 1);
  switch (key) {
    case "ArrowLeft": return [row, inside(column - 1, columns)];
    case "ArrowRight": return [row, inside(column + 1, columns)];
    case "ArrowUp": return [inside(row - 1, rows), column];
    case "ArrowDown": return [inside(row + 1, rows), column];
    case "Home": return [row, 0];
    case "End": return [row, columns - 1];
    case "PageUp": return [inside(row - 10, rows), column];
    case "PageDown": return [inside(row + 10, rows), column];
    default: return null;
  }
}

/** How many actors agree with, disagree with and say both on each concept. */
export function tallies(cells: readonly CellOut[], columns: number): { agree: number; disagree: number; mixed: number }[] {
  const found = Array.from({ length: columns }, () => ({ agree: 0, disagree: 0, mixed: 0 }));
  for (const [, column, agree, disagree] of cells) {
    const tally = found[column];
    if (!tally || (agree === 0 && disagree === 0)) continue;
    tally[agree > 0 && disagree > 0 ? "mixed" : agree > 0 ? "agree" : "disagree"] += 1;
  }
  return found;
}

/** The title of a matrix: its most contested concept. */
export function contested(matrix: MatrixOut): string {
  const said = words.network.finding;
  const [first] = tallies(matrix.cells, 1);
  const concept = matrix.columns[0];
  if (!first || !concept) return "";
  const divided = Math.min(first.agree, first.disagree) + first.mixed > 0 && first.agree + first.disagree + first.mixed > 1;
  return divided ? said.contested(concept.name, first.agree + first.mixed, first.disagree + first.mixed) : said.uncontested;
}

/** Neighboring rows of one coalition, in order: the letter and how many. */
export function groups(letters: readonly string[]): { letter: string; from: number; size: number }[] {
  const found: { letter: string; from: number; size: number }[] = [];
  letters.forEach((letter, from) => {
    const last = found.at(-1);
    if (last && last.letter === letter) last.size += 1;
    else found.push({ letter, from, size: 1 });
  });
  return found;
}
