/** Which hit is next? `walked`: from the search box down the hits and back into the box */

/** Index of the hit a key leads to from `at` (-1 is the box); null if the key leads nowhere. */
export function walked(key: string, at: number, count: number): number | null {
  if (count === 0) return null;
  switch (key) {
    case "ArrowDown":
      return Math.min(at + 1, count - 1);
    case "ArrowUp":
      return at < 0 ? null : at - 1;
    default:
      return null;
  }
}
