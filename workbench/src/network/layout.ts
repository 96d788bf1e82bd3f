/** Where do nodes stand? `place`, `placing`: the same network gives the same picture; nodes with a place keep it
 *
 * Up to 180 nodes by stress majorization, as in the report's pictures (E. Gansner, Y. Koren, S. North, "Graph
 * Drawing by Stress Majorization", GD 2004); more by ForceAtlas2. Both start from a circle in the order of
 * coalitions and names and take a fixed number of steps; nothing is drawn by chance.
 */

import iterate from "graphology-layout-forceatlas2/iterate.js";
import settings from "graphology-layout-forceatlas2/defaults.js";

export interface Wanted {
  keys: string[];
  /** Coalition of each node; "" for none, "*" for what stands between all. */
  groups: string[];
  /** How wide the name of each node is, in pixels. */
  widths: number[];
  /** Places of two nodes in `keys`, and how strongly they pull, above 0. */
  pulls: [source: number, target: number, pull: number][];
  /** Places from before, by key. */
  known: Record<string, Point>;
}

export type Point = [x: number, y: number];

const FEW = 180;
const APART = 1.6; // how much farther apart members of different coalitions are wished
const WIDE = 1.35; // pictures are wider than high
const SPREAD = 1.5;
const GAP = 14;
const LINE = 34; // height of a node and its name
const ROUNDS = 260;
const SKETCH = 12; // rounds of forces before a large network is shown for the first time

/** Return a place for each node, in the order of the keys; y grows upwards. */
export function place(wanted: Wanted): Point[] {
  let points: Point[] = [];
  for (points of placing(wanted));
  return points;
}

/** Yield places that get better: of a large network first a sketch, so that nobody waits; the last ones stay. */
export function* placing(wanted: Wanted): Generator<Point[]> {
  const { keys, known } = wanted;
  const kept = keys.map((key) => known[key]);
  if (kept.every((point) => point !== undefined)) return yield kept;
  const start = circle(wanted);
  if (keys.length <= FEW) return yield rounded(stress(wanted, start, kept));
  for (const points of forces(wanted, start, kept)) yield rounded(points);
}

function rounded(points: Point[]): Point[] {
  return points.map(([x, y]) => [Math.round(x * 10) / 10, Math.round(y * 10) / 10]);
}

/** Put nodes on a circle, coalitions side by side, in the order of names. */
function circle({ keys, groups }: Wanted): Point[] {
  const order = keys.map((_, i) => i).sort((i, j) => {
    const [a, b] = [groups[i] || "~", groups[j] || "~"];
    return a < b ? -1 : a > b ? 1 : keys[i]! < keys[j]! ? -1 : 1;
  });
  const points: Point[] = new Array<Point>(keys.length);
  order.forEach((node, at) => {
    const angle = (2 * Math.PI * at) / keys.length;
    points[node] = [Math.cos(angle) * 100, Math.sin(angle) * 100];
  });
  return points;
}

function stress(wanted: Wanted, start: Point[], kept: (Point | undefined)[]): Point[] {
  const n = start.length;
  const far = distances(wanted);
  const scale = kept.some(Boolean) ? scaleOf(kept, far) : 60;
  const free = kept.map((point) => point === undefined);
  const points = start.map((point, i): Point => kept[i] ?? [(point[0] * scale) / 50, (point[1] * scale) / 50]);
  for (let i = 0; i < n; i += 1) if (free[i]) begin(i, points, free, far);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let i = 0; i < n; i += 1) {
      if (!free[i]) continue;
      let [x, y, total] = [0, 0, 0];
      const [xi, yi] = points[i]!;
      for (let j = 0; j < n; j += 1) {
        if (i === j) continue;
        const wish = far[i * n + j]! * scale;
        const weight = 1 / (wish * wish);
        const [xj, yj] = points[j]!;
        const apart = Math.hypot(xi - xj, yi - yj) || 1e-9;
        x += weight * (xj + (wish * (xi - xj)) / apart);
        y += weight * (yj + (wish * (yi - yj)) / apart);
        total += weight;
      }
      if (total > 0) points[i] = [x / total, y / total];
    }
  }
  const whole = free.every(Boolean);
  return separated(whole ? scaled(turned(points), wanted.widths) : points, wanted.widths, free);
}

/** A node that is new begins near those it is nearest to and that have a place. */
function begin(i: number, points: Point[], free: boolean[], far: Float64Array): void {
  const n = points.length;
  let nearest = -1;
  for (let j = 0; j < n; j += 1) if (!free[j] && (nearest < 0 || far[i * n + j]! < far[i * n + nearest]!)) nearest = j;
  if (nearest < 0) return;
  const [x, y] = points[nearest]!;
  points[i] = [x + 20 * Math.cos(i * 2.4), y + 20 * Math.sin(i * 2.4)];
}

/** Wished distances: shortest paths, where strong ties are short and other coalitions far. */
function distances({ keys, groups, pulls }: Wanted): Float64Array {
  const n = keys.length;
  const far = new Float64Array(n * n).fill(Infinity);
  const strongest = pulls.reduce((most, [, , pull]) => Math.max(most, pull), 0) || 1;
  for (const [i, j, pull] of pulls) {
    const length = Math.min(3, 1 / Math.sqrt(pull / strongest));
    if (length < far[i * n + j]!) far[i * n + j] = far[j * n + i] = length;
  }
  for (let k = 0; k < n; k += 1) {
    for (let i = 0; i < n; i += 1) {
      const first = far[i * n + k]!;
      if (first === Infinity) continue;
      for (let j = 0; j < n; j += 1) {
        const way = first + far[k * n + j]!;
        if (way < far[i * n + j]!) far[i * n + j] = way;
      }
    }
  }
  const parted = groups.some((group) => group !== "" && group !== "*");
  let farthest = 0;
  for (const value of far) if (value !== Infinity && value > farthest) farthest = value;
  for (let i = 0; i < n; i += 1) {
    for (let j = 0; j < n; j += 1) {
      const value = far[i * n + j]!;
      far[i * n + j] = (value === Infinity ? (farthest || 1) * 1.3 : value) * (parted && apart(groups[i]!, groups[j]!) ? APART : 1);
    }
  }
  return far;
}

function apart(one: string, other: string): boolean {
  return one !== "*" && other !== "*" && (one !== other || one === "");
}

/** How long a wished distance of 1 is among the nodes that have a place. */
function scaleOf(kept: (Point | undefined)[], far: Float64Array): number {
  const n = kept.length;
  const ratios: number[] = [];
  for (let i = 0; i < n; i += 1) {
    for (let j = 0; j < i; j += 1) {
      const [a, b] = [kept[i], kept[j]];
      if (a && b) ratios.push(Math.hypot(a[0] - b[0], a[1] - b[1]) / far[i * n + j]!);
    }
  }
  ratios.sort((a, b) => a - b);
  return ratios[ratios.length >> 1] || 60;
}

/** Lay the longest direction flat, and the first node left and above: one picture, not its mirror. */
function turned(points: Point[]): Point[] {
  const n = points.length;
  const [mx, my] = middle(points);
  let [xx, xy, yy] = [0, 0, 0];
  for (const [x, y] of points) {
    xx += (x - mx) ** 2;
    xy += (x - mx) * (y - my);
    yy += (y - my) ** 2;
  }
  const angle = 0.5 * Math.atan2(2 * xy, xx - yy);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const flat = points.map(([x, y]): Point => [(x - mx) * cos + (y - my) * sin, (y - my) * cos - (x - mx) * sin]);
  const first = n > 1 ? flat[0]! : [-1, 1];
  return flat.map(([x, y]) => [first[0]! > 0 ? -x : x, first[1]! < 0 ? -y : y]);
}

/** Give the picture room for all names. */
function scaled(points: Point[], widths: number[]): Point[] {
  const area = widths.reduce((sum, width) => sum + (width + GAP) * (LINE + GAP), 0);
  let [low, high] = [[Infinity, Infinity], [-Infinity, -Infinity]];
  for (const [x, y] of points) {
    low = [Math.min(low[0]!, x), Math.min(low[1]!, y)];
    high = [Math.max(high[0]!, x), Math.max(high[1]!, y)];
  }
  const longer = Math.max(high[0]! - low[0]!, high[1]! - low[1]!) || 1;
  const factor = (Math.sqrt(area) * SPREAD) / longer;
  return points.map(([x, y]) => [x * factor * WIDE, y * factor]);
}

/** Push names apart along the shorter way until none overlap; nodes that had a place do not move. */
function separated(points: Point[], widths: number[], free: boolean[]): Point[] {
  const n = points.length;
  const found = points.map(([x, y]): Point => [x, y]);
  for (let round = 0; round < 400; round += 1) {
    let moved = false;
    for (let i = 0; i < n; i += 1) {
      for (let j = i + 1; j < n; j += 1) {
        if (!free[i] && !free[j]) continue;
        const [a, b] = [found[i]!, found[j]!];
        const [dx, dy] = [a[0] - b[0], a[1] - b[1]];
        const over = [(widths[i]! + widths[j]!) / 2 + GAP - Math.abs(dx), LINE + GAP - Math.abs(dy)];
        if (over[0]! <= 0.5 || over[1]! <= 0.5) continue;
        moved = true;
        const axis = over[0]! < over[1]! ? 0 : 1;
        const way = Math.sign(axis === 0 ? dx : dy) || -1;
        const push = over[axis]! * 0.5 * way;
        const both = free[i] && free[j];
        if (free[i]) a[axis] += both ? push / 2 : push;
        if (free[j]) b[axis] -= both ? push / 2 : push;
      }
    }
    if (!moved) break;
  }
  return found;
}

/** ForceAtlas2 on plain arrays; ten numbers a node, three a tie, as the library has them. */
function* forces(wanted: Wanted, start: Point[], kept: (Point | undefined)[]): Generator<Point[]> {
  const n = start.length;
  const nodes = new Float32Array(n * 10);
  const edges = new Float32Array(wanted.pulls.length * 3);
  const mean = wanted.pulls.reduce((sum, [, , pull]) => sum + pull, 0) / Math.max(1, wanted.pulls.length) || 1;
  for (let i = 0; i < n; i += 1) {
    const [x, y] = kept[i] ?? start[i]!;
    nodes.set([x * (kept[i] ? 1 : Math.sqrt(n) / 4), y * (kept[i] ? 1 : Math.sqrt(n) / 4), 0, 0, 0, 0, 1, 1, 4, kept[i] ? 1 : 0], i * 10);
  }
  wanted.pulls.forEach(([i, j, pull], at) => {
    const weight = pull / mean;
    nodes[i * 10 + 6]! += weight;
    nodes[j * 10 + 6]! += weight;
    edges.set([i * 10, j * 10, weight], at * 3);
  });
  const how = {
    ...settings, barnesHutOptimize: n > 2_500, barnesHutTheta: 0.8, strongGravityMode: false, gravity: 1,
    scalingRatio: 10, slowDown: 1 + Math.log(n), linLogMode: false, outboundAttractionDistribution: true,
  };
  const last = n > 1_500 ? 80 : 150;
  for (let round = 1; round <= last; round += 1) {
    iterate(how, nodes, edges);
    if (round === SKETCH || round === last) yield start.map((_, i) => [nodes[i * 10]!, nodes[i * 10 + 1]!]);
  }
}

function middle(points: Point[]): Point {
  const sum = points.reduce(([x, y], point): Point => [x + point[0], y + point[1]], [0, 0] as Point);
  return [sum[0] / points.length, sum[1] / points.length];
}
