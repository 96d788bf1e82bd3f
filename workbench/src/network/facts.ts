/** What does a network say in words? `finding` for its title, `toldNode`, `toldTie` for who can't see it, `nodeRows`, `tieRows` for its tables */

import type { CoalitionsOut, NetworkOut } from "../api/seeing.ts";
import { words } from "../words/index.ts";
import type { Options } from "./options.ts";
import type { DrawnNode, DrawnTie, Picture, Sign } from "./picture.ts";

const said = words.network;

/** The title of a picture: what it shows most; empty where there are no ties. */
export function finding(drawn: Picture, kind: Options["kind"]): string {
  const name = new Map(drawn.nodes.map((node) => [node.key, node.name]));
  const most = (better: (tie: DrawnTie) => number) => {
    let best: DrawnTie | undefined;
    for (const tie of drawn.ties) if (better(tie) > 0 && (!best || better(tie) > better(best))) best = tie;
    return best;
  };
  const ends = ({ source, target }: DrawnTie) => [name.get(source) ?? "", name.get(target) ?? ""] as const;
  const plus = most((tie) => (tie.sign === "agree" ? Math.abs(tie.weight) : 0));
  const minus = most((tie) => (tie.sign === "disagree" ? Math.abs(tie.weight) : 0));
  if (kind === "affiliation") {
    const plain = most((tie) => (tie.sign === "plain" ? tie.weight : 0));
    return joined(plus && said.finding.wants(...ends(plus)), minus && said.finding.rejects(...ends(minus)))
      || (plain ? said.finding.says(...ends(plain)) : "");
  }
  if (kind === "relations") {
    return joined(minus && said.finding.opposes(...ends(minus)), plus && said.finding.supports(...ends(plus)));
  }
  if (kind === "ignore") {
    const strongest = most((tie) => tie.weight);
    return strongest ? said.finding.meet(...ends(strongest)) : "";
  }
  if (kind === "congruence") return plus ? said.finding.shared(...ends(plus)) : "";
  return joined(plus && said.finding.allies(...ends(plus)), minus && said.finding.rivals(...ends(minus)));
}

function joined(one: string | undefined, other: string | undefined): string {
  return one && other ? said.finding.both(one, other) : one || other || "";
}

/** What a tie means, in a word with its mark. */
export function meaning(sign: Sign, directed: boolean): string {
  if (sign === "agree") return `▲ ${directed ? said.legend.support : said.legend.agree}`;
  if (sign === "disagree") return `▼ ${directed ? said.legend.opposition : said.legend.disagree}`;
  return sign === "both" ? `◐ ${said.legend.both}` : said.legend.plain;
}

/** Write a weight: whole numbers as they are, others to three digits. */
export function weight(value: number): string {
  const whole = Number.isInteger(value) ? value.toLocaleString() : Number(value.toPrecision(3)).toLocaleString();
  return value < 0 ? whole.replace(/^[-−]/, "−") : whole;
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

export function nodeRows(network: NetworkOut, drawn: Picture, coalitions: CoalitionsOut | null): NodeRow[] {
  const degree = new Map<string, number>();
  for (const { source, target } of drawn.ties) {
    degree.set(source, (degree.get(source) ?? 0) + 1);
    degree.set(target, (degree.get(target) ?? 0) + 1);
  }
  return drawn.nodes
    .map((node, at) => ({ node, given: network.nodes[at] }))
    .filter(({ node }) => node.there > 0)
    .map(({ node, given }) => ({
      key: node.key,
      name: node.name,
      kind: said.look.nodeKind(node.square),
      statements: node.statements,
      unreviewed: given?.unreviewed ?? 0,
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
export function tieRows(drawn: Picture, network: NetworkOut): TieRow[] {
  const name = new Map(drawn.nodes.map((node) => [node.key, node.name]));
  const counts = new Map(network.ties.map(([i, j, , plus, minus]) => [`${i}-${j}`, [plus, minus] as const]));
  return drawn.ties
    .map((tie) => ({
      key: tie.key,
      source: tie.source,
      target: tie.target,
      a: name.get(tie.source) ?? "",
      b: name.get(tie.target) ?? "",
      weight: tie.weight,
      meaning: meaning(tie.sign, tie.directed),
      plus: counts.get(tie.key)?.[0] ?? -1,
      minus: counts.get(tie.key)?.[1] ?? -1,
    }))
    .sort((one, other) => Math.abs(other.weight) - Math.abs(one.weight) || one.a.localeCompare(other.a));
}
