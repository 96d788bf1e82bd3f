/** How is a suggestion told? `parts`, `spoken`, `sureness`: values as the codebook shows them */

import type { EntityOut, Scalar, TypeOut, Values } from "../api/wire.ts";
import { said, stance, type Part } from "../ui/values.ts";
import { words } from "../words/index.ts";
import type { SuggestionOut } from "./shapes.ts";

export interface Told extends Part {
  /** What the codebook says of it. */
  definition: string;
  /** The wording of the suggester, where the codebook has another name for it. */
  wording: string;
  /** The kind of entity it would become; empty where it is known or no entity. */
  fresh: string;
  /** Words of the text itself, not a name, side or number. */
  words: boolean;
}

/** Values of a suggestion in the order of its type; empty ones are left out. */
export function parts(suggestion: SuggestionOut, type: TypeOut | undefined, entity: (id: string) => EntityOut | undefined): Told[] {
  return (type?.variables ?? []).flatMap((variable) => {
    const value = suggestion.values[variable.name];
    const known = suggestion.entities[variable.name];
    const there = known ? entity(known) : undefined;
    const text = said(value, variable.data_type, (name) => there?.name ?? name);
    if (text === "") return [];
    return [{
      name: variable.name,
      text,
      stance: stance(value, variable.data_type),
      definition: there?.definition ?? "",
      wording: there && there.name !== value ? String(value) : "",
      fresh: variable.data_type === "entity" && !known ? variable.entities : "",
      words: variable.data_type === "text",
    }];
  });
}

/** A suggestion in one line, for those who listen. */
export function spoken(suggestion: SuggestionOut, told: readonly Told[]): string {
  return words.review.spoken(suggestion.type, told.map((part) => part.text).join(", "), suggestion.quotation);
}

/** A score in words. */
export function sureness(score: number): string {
  const { sure, fairly, unsure, guess } = words.review.sureness;
  return score >= 0.8 ? sure : score >= 0.6 ? fairly : score >= 0.4 ? unsure : guess;
}

/** Values for the form: entities by identity, which `propose` gives to new names. */
export function filled(suggestion: SuggestionOut, type: TypeOut, propose: (kind: string, name: string) => string): Values {
  const values: Values = {};
  for (const variable of type.variables) {
    const value = suggestion.values[variable.name];
    if (value === null || value === undefined || value === "") continue;
    values[variable.name] = variable.data_type === "entity"
      ? (suggestion.entities[variable.name] ?? propose(variable.entities, String(value)))
      : value;
  }
  return values;
}

/** What of the form differs from the suggestion; null takes a value away. */
export function corrections(before: Values, after: Values): Values {
  const changed: Values = {};
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const old = plain(before[name]);
    const now = plain(after[name]);
    if (old !== now) changed[name] = now;
  }
  return changed;
}

function plain(value: Scalar | undefined): Scalar {
  return value === undefined || value === "" ? null : value;
}
