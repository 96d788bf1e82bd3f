/** What is drawn around the marks of the graphics card? `hulls` with their letters, `rings` of what is meant, `names` */

import { mixed, type Palette } from "./colors.ts";
import { hull, type Disc } from "./hulls.ts";
import { readable, type Box, type Wish } from "./labels.ts";
import { HULLED, widthOfName, type DrawnNode } from "./picture.ts";

type On = CanvasRenderingContext2D;
type Discs = ReadonlyMap<string, Disc>;

/** Keys of nodes: which are lit, which of them lead, which are chosen, where the keyboard is. */
export interface Meant {
  lit: ReadonlySet<string>;
  leading: readonly string[];
  chosen: readonly string[];
  focused: readonly string[];
}

const SANS = 'system-ui, -apple-system, "Segoe UI", "Noto Sans", Roboto, "Helvetica Neue", Arial, sans-serif';
const LINE = 15; // height of a line of a name
const ROOM = 9_000; // square pixels for each name
const FAINT = 0.55; // towards the paper, for the names of what is not meant

/** Draw coalitions below, and their letters above; returns where the letters are. Hulls of many nodes would cover each other. */
export function hulls(below: On, above: On, nodes: readonly DrawnNode[], discs: Discs, colors: Palette): Box[] {
  if (nodes.length > HULLED) return [];
  const groups = Map.groupBy(nodes.filter((node) => node.letter && discs.has(node.key)), (node) => node.letter);
  const letters: Box[] = [];
  for (const [letter, members] of groups) {
    const [x, y] = outline(below, members.map((node) => discs.get(node.key)!), colors);
    above.font = `700 15px ${SANS}`;
    above.textAlign = "center";
    above.textBaseline = "bottom";
    written(above, letter, x, y, colors.ink, colors.paper);
    letters.push([x - 8, y - 17, x + 8, y]);
  }
  return letters;
}

/** Draw a ring around what is chosen, and another one where the keyboard is. */
export function rings(above: On, discs: Discs, { chosen, focused }: Meant, colors: Palette): void {
  for (const [keys, color, gap] of [[chosen, colors.ink, 3], [focused, colors.focus, 6]] as const) {
    for (const key of keys) {
      const disc = discs.get(key);
      if (!disc) continue;
      above.beginPath();
      above.arc(disc.x, disc.y, disc.r + gap, 0, 2 * Math.PI);
      above.lineWidth = 3;
      above.strokeStyle = color;
      above.stroke();
    }
  }
}

/** Write names: what is meant first, then the largest; where nodes are many, whoever comes nearer reads the others. */
export function names(
  above: On, nodes: readonly DrawnNode[], discs: Discs, { lit, leading }: Meant, colors: Palette,
  { width, height, full }: { width: number; height: number; full: Box[] },
): void {
  const byKey = new Map<string, DrawnNode>();
  const wishes: Wish[] = [];
  for (const node of nodes) {
    const disc = discs.get(node.key);
    if (!disc || disc.x < -100 || disc.y < -60 || disc.x > width + 100 || disc.y > height + 60) continue;
    byKey.set(node.key, node);
    wishes.push({
      key: node.key, ...disc, lines: node.lines, width: widthOfName(node.lines) + 4,
      height: LINE * node.lines.length, must: leading.includes(node.key),
      shy: lit.size > 0 && !lit.has(node.key),
    });
  }
  const meant = (wish: Wish) => Number(lit.has(wish.key));
  wishes.sort((a, b) => meant(b) - meant(a) || b.r - a.r || (a.key < b.key ? -1 : 1));
  const room = Math.max(24, Math.floor((width * height) / ROOM), lit.size);
  above.textBaseline = "top";
  for (const label of readable(wishes.slice(0, room), width, height, full)) {
    const node = byKey.get(label.key)!;
    above.font = `${node.square ? "italic " : ""}12.5px ${SANS}`;
    above.textAlign = label.align;
    const color = mixed(colors.ink, colors.paper, lit.size > 0 && !lit.has(label.key) ? FAINT : (1 - node.there) * 0.8);
    label.lines.forEach((line, i) => written(above, line, label.x, label.y + i * LINE, color, colors.paper));
  }
}

/** Draw one hull; returns the place above it. */
function outline(below: On, members: readonly Disc[], colors: Palette): [x: number, y: number] {
  const corners = hull(members);
  below.lineJoin = below.lineCap = "round";
  below.beginPath();
  for (const [x, y] of corners) below.lineTo(x, y);
  below.closePath();
  for (const [color, wide] of [[mixed(colors.rule, colors.soft, 0.25), 25], [colors.hull, 22]] as const) {
    below.strokeStyle = below.fillStyle = color;
    below.lineWidth = wide;
    below.stroke();
    below.fill();
  }
  const top = corners.reduce((best, corner) => (corner[1] < best[1] ? corner : best));
  return [top[0], top[1] - 14];
}

/** Write words with a rim of paper, so that lines beneath do not cross them. */
function written(on: On, words: string, x: number, y: number, color: string, paper: string): void {
  on.lineJoin = "round";
  on.lineWidth = 4;
  on.strokeStyle = paper;
  on.strokeText(words, x, y);
  on.fillStyle = color;
  on.fillText(words, x, y);
}
