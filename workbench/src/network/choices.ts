/** What can be chosen from a codebook for a network? `typesFor`, `actorChoices`, `conceptChoices`, `attributesOf`, `columnOf`, `fitting` */

import type { EntityOut, TypeOut } from "../api/wire.ts";
import { words } from "../words/index.ts";
import type { Options } from "./options.ts";

export interface Choice {
  value: string;
  title: string;
}

const AGREEMENT = "agreement";
const NUMERIC: readonly string[] = ["boolean", "integer", "number"];
const SPEAKERS = ["organization", "person"] as const;

/** The statement type that is read: the one named, else the built-in one, else the first that fits. */
export function typeOf(options: Pick<Options, "type" | "kind" | "concepts">, types: readonly TypeOut[]): TypeOut | undefined {
  const name = options.type || (options.kind === "relations" ? "relation" : "position");
  const needed = options.kind === "relations" ? ["source", "target", "sign"] : [options.concepts];
  return types.find((one) => one.name === name) ?? types.find((one) => needed.every((variable) => has(one, variable)));
}

/** Types that such a network can be made of. */
export function typesFor(kind: Options["kind"], types: readonly TypeOut[]): TypeOut[] {
  const entities = (type: TypeOut) => type.variables.filter((variable) => variable.data_type === "entity").length;
  if (kind === "relations") return types.filter((type) => has(type, "source") && has(type, "target") && has(type, "sign"));
  return types.filter((type) => entities(type) >= 2 && !(has(type, "source") && has(type, "target")));
}

/** Which column holds the actors. */
export function actorColumn(options: Pick<Options, "actors">, type: TypeOut | undefined): string {
  if (options.actors) return options.actors;
  const there = SPEAKERS.filter((name) => type && has(type, name));
  return there.length > 1 ? "speaker" : (there[0] ?? "");
}

export function actorChoices(type: TypeOut | undefined): Choice[] {
  const { speaker, author, source } = words.network.options;
  const both = SPEAKERS.every((name) => type && has(type, name));
  return [
    ...(both ? [{ value: "", title: speaker }] : []),
    ...entityVariables(type).filter((one) => one.value !== "concept"),
    { value: "document.author", title: author },
    { value: "document.source", title: source },
  ];
}

export function conceptChoices(type: TypeOut | undefined, actors: string): Choice[] {
  return entityVariables(type).filter((one) => one.value !== actors);
}

/** The filters that go with these options: those on columns that are not there now would only be refused. */
export function fitting(options: Options, types: readonly TypeOut[]): Pick<Options, "include" | "exclude" | "least"> {
  const { include, exclude, least } = options;
  const type = typeOf(options, types);
  if (!type) return { include, exclude, least };
  const actors = options.kind === "relations" ? "" : actorColumn(options, type);
  const there = (column: string) =>
    column.startsWith("document.") || has(type, column) || (actors !== "" && (column === actors || column === columnOf(options, "row", actors)));
  const kept = <T>(by: Record<string, T>) => Object.fromEntries(Object.entries(by).filter(([column]) => there(column)));
  return { include: kept(include), exclude: kept(exclude), least: kept(least) };
}

/** What changes with the kind of network: the statement type, where the one before has no such ties. */
export function ofKind(options: Options, kind: Options["kind"], types: readonly TypeOut[]): Partial<Options> {
  const type = typesFor(kind, types).some((one) => one.name === options.type) ? options.type : "";
  return { kind, type, normalization: "" };
}

/** What changes with the statement type: who the actors are, and what the concepts. */
export function ofType(options: Options, name: string, types: readonly TypeOut[]): Partial<Options> {
  const changed = { type: name, actors: "", qualifier: "", attribute: "" };
  const type = typeOf({ ...options, ...changed }, types);
  const there = conceptChoices(type, actorColumn(changed, type)).map((one) => one.value);
  const concepts = [options.concepts, "concept"].find((one) => there.includes(one)) ?? there.find((one) => !(SPEAKERS as readonly string[]).includes(one));
  return { ...changed, concepts: concepts ?? there[0] ?? "concept" };
}

/** The column that a filter on a node is set on: groups of actors have one of their own. */
export function columnOf(options: Pick<Options, "attribute" | "concepts">, mode: "row" | "column", actors: string): string {
  if (mode === "column") return options.concepts;
  return options.attribute ? `${actors}.${options.attribute}` : actors;
}

/** What can tell the sides of a statement, where there is a choice at all; "" is what is usual. */
export function qualifierChoices(type: TypeOut | undefined): Choice[] {
  const usual = type && has(type, AGREEMENT) ? AGREEMENT : "";
  const others = (type?.variables ?? []).filter(({ name, data_type }) => name !== usual && NUMERIC.includes(data_type));
  if (others.length === 0) return [];
  return [{ value: "", title: usual || words.network.options.noQualifier }, ...others.map(({ name }) => ({ value: name, title: name }))];
}

/** Whether sides are told in words: those can be told apart, but not added up. */
export function inWords(options: Pick<Options, "qualifier">, type: TypeOut | undefined): boolean {
  const variable = type?.variables.find((one) => one.name === (options.qualifier || AGREEMENT));
  return variable !== undefined && !NUMERIC.includes(variable.data_type);
}

/** The kind of entity in a column; "" where it holds none. */
export function kindOf(column: string, type: TypeOut | undefined): string {
  const name = column === "speaker" ? "organization" : column;
  return type?.variables.find((variable) => variable.name === name)?.entities ?? "";
}

/** Attributes that entities of a kind have, such as "party". */
export function attributesOf(kind: string, entities: readonly EntityOut[]): string[] {
  const names = new Set<string>();
  for (const entity of entities) if (entity.kind === kind) for (const { name } of entity.attributes) names.add(name);
  return [...names].sort();
}

function entityVariables(type: TypeOut | undefined): Choice[] {
  return (type?.variables ?? [])
    .filter((variable) => variable.data_type === "entity")
    .map((variable) => ({ value: variable.name, title: variable.name }));
}

function has(type: TypeOut, variable: string): boolean {
  return type.variables.some((one) => one.name === variable);
}
