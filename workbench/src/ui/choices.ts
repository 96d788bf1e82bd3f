/** What does a picker of names offer for what was typed? `choices` */

import { folded, type Match } from "../api/matching.ts";
import type { EntityOut } from "../api/wire.ts";

export interface Choice {
  key: string;
  /** null: a new name. */
  entity: EntityOut | null;
  text: string;
  /** The alias that fits, where it wasn't the name. */
  alias: string;
  /** Is what was typed exactly this name or alias? */
  exact: boolean;
}

/** Return the names that fit and, last, a new one; an exact name leaves nothing to make. */
export function choices(matches: readonly Match[], typed: string, create: boolean, without: readonly string[] = []): Choice[] {
  const wanted = folded(typed.trim());
  const found: Choice[] = matches
    .filter(({ entity }) => !without.includes(entity.id))
    .map(({ entity, wording }) => ({
      key: entity.id,
      entity,
      text: entity.name,
      alias: wording === entity.name ? "" : wording,
      exact: wanted !== "" && folded(wording) === wanted,
    }));
  if (create && wanted !== "" && !matches.some(({ wording }) => folded(wording) === wanted)) {
    found.push({ key: "new", entity: null, text: typed.trim(), alias: "", exact: false });
  }
  return found;
}
