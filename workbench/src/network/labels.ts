/** Which names can be read? `lined`: a name in lines; `readable`: names beside their nodes, none over another */

export interface Wish {
  key: string;
  x: number;
  y: number;
  r: number;
  lines: string[];
  width: number;
  height: number;
  /** Must be shown, whatever it covers: the node under the pointer. */
  must: boolean;
  /** Rather not shown than over a node: what is not meant now. */
  shy?: boolean;
}

export interface Label {
  key: string;
  lines: string[];
  /** Middle of the first line's top. */
  x: number;
  y: number;
  align: "center" | "left" | "right";
}

export type Box = [left: number, top: number, right: number, bottom: number];

const GAP = 3;

/** Break a name into lines of about so many characters, at spaces; a very long one ends in an ellipsis. */
export function lined(name: string, most = 22, lines = 3): string[] {
  const found: string[] = [];
  let line = "";
  for (const word of name.split(/\s+/).filter(Boolean)) {
    if (line && line.length + 1 + word.length > most) {
      found.push(line);
      line = word;
    } else line = line ? `${line} ${word}` : word;
  }
  if (line) found.push(line);
  if (found.length <= lines) return found;
  return [...found.slice(0, lines - 1), `${found.slice(lines - 1).join(" ").slice(0, most - 1).trimEnd()}…`];
}

/** Place names below, above, right or left of their nodes, the first wishes first; those without room are left out.
 *
 * A name would rather not cover another node, but never covers another name or one of the boxes in `full`.
 */
export function readable(wishes: readonly Wish[], width: number, height: number, full: readonly Box[] = []): Label[] {
  const taken = new Grid();
  for (const box of full) taken.add(box, false);
  for (const { x, y, r } of wishes) taken.add([x - r, y - r, x + r, y + r], true);
  const labels: Label[] = [];
  for (const wish of [...wishes].sort((a, b) => Number(b.must) - Number(a.must))) {
    const { key, lines } = wish;
    const there = places(wish).filter(({ box }) => inside(box, width, height));
    const whole = there.filter(({ box }) => box[0] >= 0 && box[2] <= width && box[1] >= 0 && box[3] <= height);
    const ways = whole.length > 0 ? whole : there;
    const found = ways.find(({ box }) => !taken.hits(box, true)) ?? (wish.shy ? undefined : ways.find(({ box }) => !taken.hits(box, false)))
      ?? (wish.must ? ways[0] : undefined);
    if (!found) continue;
    taken.add(found.box, false);
    labels.push({ key, lines, x: found.x, y: found.y, align: found.align });
  }
  return labels;
}

function places({ x, y, r, width, height }: Wish): { x: number; y: number; align: Label["align"]; box: Box }[] {
  const beside = y - height / 2;
  return [
    { x, y: y + r + GAP, align: "center", box: [x - width / 2, y + r + GAP, x + width / 2, y + r + GAP + height] },
    { x, y: y - r - GAP - height, align: "center", box: [x - width / 2, y - r - GAP - height, x + width / 2, y - r - GAP] },
    { x: x + r + GAP, y: beside, align: "left", box: [x + r + GAP, beside, x + r + GAP + width, beside + height] },
    { x: x - r - GAP, y: beside, align: "right", box: [x - r - GAP - width, beside, x - r - GAP, beside + height] },
  ];
}

function inside([left, top, right, bottom]: Box, width: number, height: number): boolean {
  return right > 0 && bottom > 0 && left < width && top < height;
}

/** Boxes by the squares they lie in, so that a thousand names need no million comparisons. */
class Grid {
  private readonly cells = new Map<string, { box: Box; disc: boolean }[]>();

  add(box: Box, disc: boolean): void {
    for (const cell of squares(box)) {
      const list = this.cells.get(cell);
      if (list) list.push({ box, disc });
      else this.cells.set(cell, [{ box, disc }]);
    }
  }

  /** Whether a box covers a name, or also a node. */
  hits(box: Box, discs: boolean): boolean {
    for (const cell of squares(box)) {
      for (const { box: other, disc } of this.cells.get(cell) ?? []) {
        if (disc && !discs) continue;
        if (box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]) return true;
      }
    }
    return false;
  }
}

function squares([left, top, right, bottom]: Box): string[] {
  const found: string[] = [];
  for (let i = Math.floor(left / 80); i <= Math.floor(right / 80); i += 1) {
    for (let j = Math.floor(top / 80); j <= Math.floor(bottom / 80); j += 1) found.push(`${i} ${j}`);
  }
  return found;
}
