/** Which names does somebody mean who has typed a few letters? `NameIndex`, `folded` */

import type { EntityOut } from "./wire.ts";

export interface Match {
  entity: EntityOut;
  /** The name or alias that fits. */
  wording: string;
}

/** Fold case and diacritics away: "Straße" and "STRASSE", "Żółć" and "zolc" are the same. */
export function folded(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replaceAll("ł", "l")
    .replaceAll("ø", "o")
    .replaceAll("đ", "d")
    .replaceAll("ı", "i");
}

interface Entry {
  entity: EntityOut;
  wording: string;
  key: string;
  order: number; // names before aliases, then as given
}

/** An index over names and aliases of one kind. */
export class NameIndex {
  private readonly entries: Entry[];

  constructor(entities: readonly EntityOut[]) {
    this.entries = entities.flatMap((entity) =>
      [entity.name, ...entity.aliases].map((wording, at) => ({
        entity,
        wording,
        key: folded(wording),
        order: at === 0 ? 0 : 1,
      })),
    );
    this.entries.sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : one.order - other.order));
  }

  /** Return entities whose wording begins with what was typed, has a word that does, or contains it; one line each. */
  match(typed: string, limit: number): Match[] {
    const wanted = folded(typed.trim());
    const classes: Entry[][] = [[], [], [], []];
    for (const entry of this.entries) {
      const rank = ranked(entry.key, wanted);
      if (rank >= 0) classes[rank]?.push(entry);
    }
    const seen = new Set<string>();
    const found: Match[] = [];
    for (const entry of classes.flatMap(namesFirst)) {
      if (seen.has(entry.entity.id)) continue;
      seen.add(entry.entity.id);
      found.push({ entity: entry.entity, wording: entry.wording });
      if (found.length >= limit) break;
    }
    return found;
  }

  /** Return the entity of exactly this name or alias. */
  named(typed: string): EntityOut | null {
    const wanted = folded(typed.trim());
    const same = this.entries.filter((entry) => entry.key === wanted);
    const exact = same.find((entry) => entry.wording === typed.trim());
    return (exact ?? same[0])?.entity ?? null;
  }
}

/** Who types the beginning of a name means the name more often than an alias that begins alike. */
function namesFirst(alike: Entry[]): Entry[] {
  return [...alike.filter((entry) => entry.order === 0), ...alike.filter((entry) => entry.order > 0)];
}

/** 0: the same; 1: begins with it; 2: a word begins with it (or words with its words); 3: contains it; -1: no. */
function ranked(key: string, wanted: string): number {
  if (wanted === "") return 1;
  if (key === wanted) return 0;
  if (key.startsWith(wanted)) return 1;
  const at = key.indexOf(wanted);
  if (at > 0 && !/[\p{L}\p{N}]/u.test(key[at - 1] ?? "")) return 2;
  const parts = wanted.split(/\s+/);
  if (parts.length > 1) {
    const words = key.split(/[^\p{L}\p{N}]+/u);
    if (parts.every((part) => words.some((word) => word.startsWith(part)))) return 2;
  }
  return at > 0 ? 3 : -1;
}
