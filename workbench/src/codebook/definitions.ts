/** Which act does somebody mean who changes what may be coded? `headEdit`, `typeEdit`, `variableEdit`, … */

import { newId } from "../api/outbox.ts";
import type { CodebookOut, Command, DataType, TypeOut, VariableOut } from "../api/wire.ts";
import { listFrom } from "./forms.ts";

export const DATA_TYPES: readonly DataType[] = ["entity", "boolean", "integer", "number", "text", "date"];

/** A variable as it stands in a form. */
export interface VariableForm {
  name: string;
  data_type: DataType;
  entities: string;
  values: string;
  definition: string;
}

export function emptyVariable(): VariableForm {
  return { name: "", data_type: "entity", entities: "", values: "", definition: "" };
}

export function formOf(variable: VariableOut): VariableForm {
  const { name, data_type, entities, definition } = variable;
  return { name, data_type, entities, definition, values: variable.values.join("\n") };
}

/** May this type of data have a list of allowed values? */
export function lists(type: DataType): boolean {
  return type === "integer" || type === "number" || type === "text";
}

/** Allowed values as the variable's type has them; null if one of them is no number where it should be. */
export function allowed(form: VariableForm): (string | number)[] | null {
  if (!lists(form.data_type)) return [];
  const lines = listFrom(form.values);
  if (form.data_type === "text") return lines;
  const numbers = lines.map(Number);
  const fits = form.data_type === "integer" ? Number.isSafeInteger : Number.isFinite;
  return numbers.every((number) => fits(number)) ? numbers : null;
}

/** Was nothing written into it, so that it may be left out? */
export function blank(form: VariableForm): boolean {
  return [form.name, form.entities, form.values, form.definition].every((one) => one.trim() === "");
}

/** May these be the variables of a new type? At least one, each with a name, but for those left blank. */
export function sound(forms: readonly VariableForm[]): boolean {
  return forms.some((one) => !blank(one)) && forms.every((one) => blank(one) || (one.name.trim() !== "" && allowed(one) !== null));
}

/** A variable that goes along with an act. */
export function fresh(form: VariableForm): Record<string, unknown> {
  return {
    id: newId(),
    name: form.name.trim(),
    data_type: form.data_type,
    entities: form.data_type === "entity" ? form.entities.trim() || form.name.trim() : "",
    values: allowed(form) ?? [],
    definition: form.definition.trim(),
  };
}

export function typeAdd(name: string, color: string, definition: string, variables: readonly VariableForm[]): Command {
  const some = variables.filter((one) => !blank(one));
  return { kind: "type-add", id: newId(), type: newId(), name: name.trim(), color, definition: definition.trim(), variables: some.map(fresh) };
}

export function typeEdit(type: TypeOut, next: { name: string; color: string; definition: string }): Command | null {
  const { name, color, definition } = type;
  return changed("type-edit", { type: type.id }, { name, color, definition }, next);
}

export function variableAdd(type: TypeOut, form: VariableForm): Command {
  return { kind: "variable-add", id: newId(), type: type.id, variable: fresh(form) };
}

export function variableEdit(variable: VariableOut, form: VariableForm): Command | null {
  const { name, definition, values } = variable;
  const next = { name: form.name.trim(), definition: form.definition.trim(), values: allowed(form) ?? values };
  return changed("variable-edit", { variable: variable.id }, { name, definition, values }, next);
}

export function headEdit(book: CodebookOut | { title: string; language: string; instructions: string }, next: { title: string; language: string; instructions: string }): Command | null {
  const { title, language, instructions } = book;
  return changed("codebook-edit", {}, { title, language, instructions }, next);
}

/** Put a type or a variable that nothing uses in the trash. */
export function drop(table: "statement_type" | "variable", row: string): Command {
  return { kind: "codebook-drop", id: newId(), table, row };
}

function changed(kind: string, what: object, there: Record<string, unknown>, next: Record<string, unknown>): Command | null {
  const keys = Object.keys(next).filter((key) => JSON.stringify(next[key]) !== JSON.stringify(there[key]));
  if (keys.length === 0) return null;
  const only = (row: Record<string, unknown>) => Object.fromEntries(keys.map((key) => [key, row[key]]));
  return { kind, id: newId(), ...what, was: only(there), now: only(next) };
}
