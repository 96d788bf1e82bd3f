/** What goes around the members of a coalition? `hull`: the convex outline of discs, with round corners */

export type Disc = { x: number; y: number; r: number };
export type Corner = [x: number, y: number];

/** Return the corners of the convex hull of points, against the clock (y downwards: with it); lines stay lines. */
export function convex(points: readonly Corner[]): Corner[] {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  if (sorted.length < 3) return sorted;
  const half = (ordered: Corner[]) => {
    const chain: Corner[] = [];
    for (const point of ordered) {
      while (chain.length >= 2 && cross(chain[chain.length - 2]!, chain[chain.length - 1]!, point) <= 0) chain.pop();
      chain.push(point);
    }
    chain.pop();
    return chain;
  };
  return [...half(sorted), ...half([...sorted].reverse())];
}

function cross(o: Corner, a: Corner, b: Corner): number {
  return (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0]);
}

/** Return the outline around discs: corners of the hull, to be drawn with a wide round line. */
export function hull(discs: readonly Disc[]): Corner[] {
  const corners: Corner[] = [];
  for (const { x, y, r } of discs) {
    for (let step = 0; step < 8; step += 1) {
      const angle = (step * Math.PI) / 4;
      corners.push([x + r * Math.cos(angle), y + r * Math.sin(angle)]);
    }
  }
  return convex(corners);
}
