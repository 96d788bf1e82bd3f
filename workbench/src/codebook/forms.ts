/** How is a form of an entity read? `attributesFrom`, `linesFrom`, `listFrom`, `dated` */

import type { AttributeOut } from "../api/wire.ts";

/** An attribute as it stands in a form: all texts. */
export interface Line {
  name: string;
  value: string;
  since: string;
  until: string;
}

const DATE = /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/;

/** Attributes as lines of a form. */
export function linesFrom(attributes: readonly AttributeOut[]): Line[] {
  return attributes.map(({ name, value, since, until }) => ({ name, value, since: since ?? "", until: until ?? "" }));
}

/** Lines of a form as attributes; lines without name and value are left out. */
export function attributesFrom(lines: readonly Line[]): AttributeOut[] {
  return lines
    .filter((line) => line.name.trim() || line.value.trim())
    .map((line) => ({
      name: line.name.trim(),
      value: line.value.trim(),
      since: line.since.trim() || null,
      until: line.until.trim() || null,
    }));
}

/** Wordings, one a line, each once. */
export function listFrom(text: string): string[] {
  return [...new Set(text.split("\n").map((line) => line.trim()).filter(Boolean))];
}

/** Is it a date like 2019, 2019-06 or 2019-06-05, or nothing? */
export function dated(text: string): boolean {
  const bare = text.trim();
  return bare === "" || (DATE.test(bare) && !Number.isNaN(Date.parse(bare.padEnd(10, "-01"))));
}

/** What is wrong with the lines: the place of the first one that can't be kept, or -1. */
export function wrongLine(lines: readonly Line[]): number {
  return lines.findIndex((line) => {
    const empty = !line.name.trim() && !line.value.trim();
    return !dated(line.since) || !dated(line.until) || (!empty && !line.name.trim());
  });
}
