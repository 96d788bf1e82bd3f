/** Which node comes next? `next` in a direction, with the arrow keys; `ends` of the ties of one, and `around` in them */

export interface Standing {
  key: string;
  x: number;
  y: number;
}

export type Direction = "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown";

const WAYS: Record<Direction, [number, number]> = {
  ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1],
};

/** Return the nearest node in that direction, as it is seen (y downwards); the one itself if there is none.
 *
 * Nodes straight ahead count as nearer than nodes aside; of neighbors by tie, only those are asked if any lies there.
 */
export function next(nodes: readonly Standing[], from: string, direction: Direction, neighbors?: ReadonlySet<string>): string {
  const here = nodes.find((node) => node.key === from);
  if (!here) return nodes[0]?.key ?? "";
  const tied = neighbors ? ahead(nodes.filter((node) => neighbors.has(node.key)), here, direction) : undefined;
  return tied ?? ahead(nodes, here, direction) ?? from;
}

/** The other ends of a node's ties, the strongest tie first; two ties between the same two are one way. */
export function ends(ties: readonly { source: string; target: string; weight: number }[], node: string): string[] {
  const order = [...ties].sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
  return [...new Set(order.map(({ source, target }) => (source === node ? target : source)))];
}

/** The one after (1) or before (-1) another, around and around; from outside, the first or the last. */
export function around<T>(list: readonly T[], from: T | undefined, step: 1 | -1): T | undefined {
  const now = from === undefined ? -1 : list.indexOf(from);
  if (now < 0) return list.at(step > 0 ? 0 : -1);
  return list[(now + step + list.length) % list.length];
}

function ahead(nodes: readonly Standing[], here: Standing, direction: Direction): string | undefined {
  const [dx, dy] = WAYS[direction];
  let best: string | undefined;
  let least = Infinity;
  for (const node of nodes) {
    const [x, y] = [node.x - here.x, node.y - here.y];
    const forward = x * dx + y * dy;
    if (node.key === here.key || forward <= 0) continue;
    const aside = Math.abs(x * dy) + Math.abs(y * dx);
    if (aside > 2 * forward) continue;
    const cost = forward + 2 * aside;
    if (cost < least) [best, least] = [node.key, cost];
  }
  return best;
}
