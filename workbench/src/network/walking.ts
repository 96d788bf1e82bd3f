/** Which node comes next in a direction? `next`: from node to node with the arrow keys */

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
