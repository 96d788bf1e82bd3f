/** Which filters are set, and how do they change? `chips`, `limited`, `flipped`, `cleared` */

import type { Choice } from "../api/seeing.ts";

export interface Chip {
  column: string;
  value: string;
  name: string;
  /** Left out, instead of the only one. */
  left: boolean;
}

type Lists = Pick<Choice, "include" | "exclude">;

/** All filters on values, in the order in which they were set. */
export function chips({ include, exclude }: Lists, named: (value: string) => string): Chip[] {
  const of = (lists: Record<string, string[]>, left: boolean) =>
    Object.entries(lists).flatMap(([column, values]) => values.map((value) => ({ column, value, name: named(value), left })));
  return [...of(include, false), ...of(exclude, true)];
}

/** Show only statements with this value, besides those asked for already. */
export function limited({ include, exclude }: Lists, column: string, value: string): Lists {
  return { include: put(include, column, value), exclude: taken(exclude, column, value) };
}

/** Leave out what was the only one, or the other way round. */
export function flipped({ include, exclude }: Lists, { column, value, left }: Chip): Lists {
  return left
    ? { include: put(include, column, value), exclude: taken(exclude, column, value) }
    : { include: taken(include, column, value), exclude: put(exclude, column, value) };
}

/** Take a filter away. */
export function cleared({ include, exclude }: Lists, { column, value, left }: Chip): Lists {
  return left ? { include, exclude: taken(exclude, column, value) } : { include: taken(include, column, value), exclude };
}

function put(lists: Record<string, string[]>, column: string, value: string): Record<string, string[]> {
  const values = lists[column] ?? [];
  return { ...lists, [column]: values.includes(value) ? values : [...values, value] };
}

function taken(lists: Record<string, string[]>, column: string, value: string): Record<string, string[]> {
  const left = (lists[column] ?? []).filter((one) => one !== value);
  const { [column]: _, ...others } = lists;
  return left.length > 0 ? { ...lists, [column]: left } : others;
}
