/** What does a field of a statement take? `parsed`, `written`, `labeled` */

import type { Scalar, VariableOut } from "../api/wire.ts";
import { words } from "../words/index.ts";

export type Parsed = { value: Scalar } | { wrong: string };

const WHOLE = /^[+-]?\d{1,15}$/;
const NUMBER = /^[+-]?(\d+([.,]\d+)?|[.,]\d+)(e[+-]?\d{1,3})?$/i;
const DATE = /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])(T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:?\d{2})?)?)?)?$/;

/** Read what was typed as the variable wants it; nothing typed is no value. */
export function parsed(variable: VariableOut, typed: string): Parsed {
  const text = typed.trim();
  if (text === "") return { value: null };
  const value = typedValue(variable, text);
  if (value === null) return { wrong: words.ui.fields.wrong[variable.data_type] ?? words.ui.fields.wrongValue };
  if (variable.values.length > 0 && !variable.values.includes(value)) {
    return { wrong: words.ui.fields.allowed(variable.values.map(String)) };
  }
  return { value };
}

/** Write a value into its field. */
export function written(value: Scalar | undefined): string {
  return value === null || value === undefined ? "" : String(value);
}

/** Name of a variable as its label. */
export function labeled(variable: VariableOut): string {
  return variable.name.replaceAll("_", " ");
}

function typedValue(variable: VariableOut, text: string): string | number | null {
  switch (variable.data_type) {
    case "integer":
      return WHOLE.test(text.replace("−", "-")) ? Number(text.replace("−", "-")) : null;
    case "number": {
      const plain = text.replace("−", "-");
      const number = Number(plain.replace(",", "."));
      return NUMBER.test(plain) && Number.isFinite(number) ? number : null;
    }
    case "date": {
      const date = text.replace(" ", "T");
      return DATE.test(date) && inCalendar(date.slice(0, 10)) ? date : null;
    }
    default:
      return text;
  }
}

/** Is there such a day? Browsers read 30 February as one in March. */
function inCalendar(date: string): boolean {
  return date.length < 10 || (!Number.isNaN(Date.parse(date)) && new Date(date).toISOString().startsWith(date));
}
