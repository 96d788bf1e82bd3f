/** How is what was coded said in one line? `told`, `stance` */

import type { DataType, Scalar, StatementOut, TypeOut } from "../api/wire.ts";
import { words } from "../words/index.ts";

export interface Part {
  name: string;
  text: string;
  stance: "agree" | "disagree" | "";
}

/** Say a value: ▲ and ▼ with the word for a stance, names for entities. */
export function said(value: Scalar | undefined, type: DataType, name: (id: string) => string): string {
  if (value === null || value === undefined || value === "") return "";
  if (type === "boolean") return value ? words.ui.agrees : words.ui.disagrees;
  if (type === "entity") return name(String(value));
  return String(value);
}

/** Return the values of a statement in the order of its type, each ready to be shown; what is empty is left out. */
export function told(statement: Pick<StatementOut, "type" | "values">, type: TypeOut | undefined, name: (id: string) => string): Part[] {
  const order = type?.variables ?? Object.keys(statement.values).map((one) => ({ name: one, data_type: "text" as const }));
  return order.flatMap((variable) => {
    const value = statement.values[variable.name];
    const text = said(value, variable.data_type, name);
    return text === "" ? [] : [{ name: variable.name, text, stance: stance(value, variable.data_type) }];
  });
}

/** The side a boolean value takes. */
export function stance(value: Scalar | undefined, type: DataType): Part["stance"] {
  if (type !== "boolean" || typeof value !== "boolean") return "";
  return value ? "agree" : "disagree";
}
