/** What does a network say in words? `finding` for its title, `toldNode`, `toldTie` for who can't see it, `nodeRows`, `tieRows` for its tables */

import type { CoalitionsOut } from "../api/seeing.ts";
import { words } from "../words/index.ts";
import type { Options } from "./options.ts";
import type { DrawnNode, DrawnTie, Picture, Sign } from "./picture.ts";

const said = words.network;

/** The title of a picture: what it shows most, and whether others show it as much; empty where nothing is more than anything else. */
export function finding(drawn: Picture, { kind, aggregation }: Pick<Options, "kind" | "aggregation">): string {
  const name = new Map(drawn.nodes.map((node) => [node.key, node.name]));
  const most = (sign: Sign, tell: (a: string, b: string) => string) => {
    const ties = drawn.ties.filter((tie) => tie.sign === sign && tie.weight !== 0);
    const heaviest = ties.reduce((found, tie) => Math.max(found, Math.abs(tie.weight)), 0);
    const [first, ...others] = ties.filter((tie) => Math.abs(tie.weight) === heaviest);
    if (!first) return "";
    const told = tell(name.get(first.source) ?? "", name.get(first.target) ?? "");
    return others.length > 0 ? said.finding.others(told, others.length) : told;
  };
  const { finding: say } = said;
  if (kind === "affiliation" && aggregation === "combine") return ""; // which sides were taken, not how often
  switch (kind) {
    case "affiliation": return upper(joined(most("agree", say.wants), most("disagree", say.rejects)) || most("plain", say.says));
    case "relations": return upper(joined(most("disagree", say.opposes), most("agree", say.supports)));
    case "ignore": return most("plain", say.meet);
    case "congruence": return most("agree", say.shared);
    default: return joined(most("agree", say.allies), most("disagree", say.rivals));
  }
}

function joined(one: string, other: string): string {
  return one && other ? said.finding.both(one, other) : one || other;
}

function upper(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** What a tie means, in a word with its mark. */
export function meaning(sign: Sign, directed: boolean): string {
  if (sign === "agree") return `▲ ${directed ? said.legend.support : said.legend.agree}`;
  if (sign === "disagree") return `▼ ${directed ? said.legend.opposition : said.legend.disagree}`;
  return sign === "both" ? `◐ ${said.legend.both}` : said.legend.plain;
}

/** Write a weight: whole numbers as they are, others to two places, or to three digits where they are below 1. */
export function weight(value: number): string {
  const digits = Math.abs(value) < 1 ? { maximumSignificantDigits: 3 } : { maximumFractionDigits: 2 };
  return value.toLocaleString(undefined, digits).replace(/^-/, "−");
}

export function toldNode(node: DrawnNode, ties: number): string {
  return said.spoken.node(node.name, said.look.nodeKind(node.square), said.counts.statements(node.statements), node.letter, said.counts.ties(ties));
}

export function toldTie(tie: DrawnTie, name: (key: string) => string): string {
  return said.spoken.tie(name(tie.source), name(tie.target), meaning(tie.sign, tie.directed), weight(tie.weight));
}

export interface NodeRow {
  key: string;
  name: string;
  kind: string;
  statements: number;
  unreviewed: number;
  letter: string;
  stability: number | null;
  degree: number;
}

export function nodeRows(drawn: Picture, coalitions: CoalitionsOut | null): NodeRow[] {
  const degree = new Map<string, number>();
  for (const { source, target } of drawn.ties) {
    degree.set(source, (degree.get(source) ?? 0) + 1);
    degree.set(target, (degree.get(target) ?? 0) + 1);
  }
  return drawn.nodes
    .filter((node) => node.there > 0)
    .map((node) => ({
      key: node.key,
      name: node.name,
      kind: said.look.nodeKind(node.square),
      statements: node.statements,
      unreviewed: node.unreviewed,
      letter: node.letter,
      stability: node.letter ? (coalitions?.members[node.name]?.[1] ?? null) : null,
      degree: degree.get(node.key) ?? 0,
    }));
}

export interface TieRow {
  key: string;
  source: string;
  target: string;
  a: string;
  b: string;
  weight: number;
  meaning: string;
  plus: number;
  minus: number;
}

/** The ties, strongest first. */
export function tieRows(drawn: Picture): TieRow[] {
  const name = new Map(drawn.nodes.map((node) => [node.key, node.name]));
  return drawn.ties
    .map((tie) => ({
      key: tie.key,
      source: tie.source,
      target: tie.target,
      a: name.get(tie.source) ?? "",
      b: name.get(tie.target) ?? "",
      weight: tie.weight,
      meaning: meaning(tie.sign, tie.directed),
      plus: tie.plus,
      minus: tie.minus,
    }))
    .sort((one, other) => Math.abs(other.weight) - Math.abs(one.weight) || one.a.localeCompare(other.a));
}
