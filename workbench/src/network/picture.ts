/** What is drawn of a network? `picture`: nodes by what they say, ties by what they mean; `signOf`, `letterOf` */

import type { CoalitionsOut, NetworkOut, NodeOut, SlicesOut, TieOut } from "../api/seeing.ts";
import { between } from "./between.ts";
import { lined } from "./labels.ts";
import type { Wanted } from "./layout.ts";
import { keyOf, type Options } from "./options.ts";

export type Sign = "agree" | "disagree" | "both" | "plain";

export interface DrawnNode {
  key: string;
  name: string;
  square: boolean;
  radius: number;
  /** Most of what it says nobody has reviewed. */
  dotted: boolean;
  color: string;
  letter: string;
  lines: string[];
  statements: number;
  unreviewed: number;
  /** 1: fully there; 0: not in this slice. */
  there: number;
}

export interface DrawnTie {
  key: string;
  source: string;
  target: string;
  weight: number;
  /** Statements for and against; -1: not known. */
  plus: number;
  minus: number;
  sign: Sign;
  width: number;
  directed: boolean;
  /** There is one in the other direction as well: each is drawn from the middle on. */
  mutual: boolean;
}

export interface Picture {
  nodes: DrawnNode[];
  ties: DrawnTie[];
}

/** How many nodes a picture may have that shows coalitions; of larger ones the table tells them. */
export const HULLED = 180;

const SMALLEST = 4;
const WIDEST = 6;
const CHARACTER = 6.6; // pixels, on average

type Meaning = Pick<Options, "kind" | "aggregation" | "normalization">;

/** What a tie means: agreement, disagreement, both, or nothing of the kind.
 *
 * Numbers of a scale that are added up are `signed` where some lie below 0; of a scale from 1 to 5 a sum tells no side.
 */
export function signOf({ kind, aggregation }: Meaning, weight: number, plus = -1, minus = -1, signed = true): Sign {
  if (kind === "ignore" || (kind === "affiliation" && aggregation === "ignore")) return "plain";
  if (kind === "conflict") return "disagree";
  if (kind === "congruence") return "agree";
  if (kind === "affiliation" && aggregation === "combine") {
    if (plus < 0 || minus < 0) return "plain";
    return plus > 0 && minus > 0 ? "both" : plus > 0 ? "agree" : "disagree";
  }
  if (kind === "affiliation" && plus < 0 && !signed) return "plain";
  return weight > 0 ? "agree" : weight < 0 ? "disagree" : "both";
}

/** The letter of a node's coalition; only actors have one. */
export function letterOf(node: NodeOut, coalitions: CoalitionsOut | null): string {
  return node.mode === "row" ? (coalitions?.members[node.name]?.[0] ?? "") : "";
}

/** Draw the whole network. */
export function picture(network: NetworkOut, coalitions: CoalitionsOut | null, options: Meaning): Picture {
  const pairs = new Set(network.directed ? network.ties.map(([i, j]) => `${i}-${j}`) : []);
  const line = liner(network.nodes, heaviest(network.ties), network.ties.some(below), options);
  return {
    nodes: nodesOf(network.nodes, coalitions),
    ties: network.ties.map((tie) => ({ ...line(tie), directed: network.directed, mutual: pairs.has(`${tie[1]}-${tie[0]}`) })),
  };
}

/** Draw a moment between slices; what is not there in it leaves its place empty. */
export function pictureAt(slices: SlicesOut, at: number, coalitions: CoalitionsOut | null, options: Meaning): Picture {
  const { weight, said, signed } = scaleOf(slices);
  const moment = between(slices.slices, at);
  const line = liner(slices.nodes, weight, signed, options);
  const now = slices.nodes.map((node, i) => ({ ...node, ...(moment.nodes.get(i) ?? { statements: 0, unreviewed: 0 }) }));
  return {
    nodes: nodesOf(now, coalitions, said).map((node, i) => ({ ...node, statements: Math.round(node.statements), unreviewed: Math.round(node.unreviewed), there: moment.nodes.get(i)?.there ?? 0 })),
    ties: [...moment.ties.values()].filter(([, , heavy, plus, minus]) => heavy !== 0 || plus > 0 || minus > 0).map(line),
  };
}

function liner(nodes: readonly NodeOut[], most: number, signed: boolean, options: Meaning): (tie: TieOut) => DrawnTie {
  const keys = nodes.map(keyOf);
  return ([i, j, weight, plus, minus]) => ({
    key: `${i}-${j}`,
    source: keys[i]!,
    target: keys[j]!,
    weight,
    plus,
    minus,
    sign: signOf(options, weight, plus, minus, signed),
    width: widthOf(weight || Math.max(plus, 0), most, options),
    directed: false,
    mutual: false,
  });
}

function heaviest(ties: readonly TieOut[]): number {
  return ties.reduce((most, [, , weight]) => Math.max(most, Math.abs(weight)), 0);
}

function below([, , weight]: TieOut): boolean {
  return weight < 0;
}

interface Scale {
  weight: number;
  said: number;
  signed: boolean;
}

// What is widest and largest in all slices together; looked for once, not in every frame.
const scales = new WeakMap<SlicesOut, Scale>();

function scaleOf(slices: SlicesOut): Scale {
  const known = scales.get(slices);
  if (known) return known;
  const found = { weight: 0, said: 1, signed: slices.slices.some((slice) => slice.ties.some(below)) };
  for (const slice of slices.slices) {
    found.weight = Math.max(found.weight, heaviest(slice.ties));
    for (const [, statements] of slice.active) found.said = Math.max(found.said, statements);
  }
  scales.set(slices, found);
  return found;
}

/** What the layout needs to know: agreement pulls together, disagreement hardly. */
export function wanted(drawn: Picture, known: Wanted["known"]): Wanted {
  const at = new Map(drawn.nodes.map((node, i) => [node.key, i]));
  const pulls: Wanted["pulls"] = [];
  const strength: Record<Sign, number> = { agree: 1, plain: 1, both: 0.4, disagree: 0.06 };
  const towards = new Map<string, number>();
  for (const { source, target, weight, sign } of drawn.ties) {
    const [i, j] = [at.get(source)!, at.get(target)!].sort((a, b) => a - b) as [number, number];
    const key = `${i}-${j}`;
    towards.set(key, (towards.get(key) ?? 0) + strength[sign] * (Math.abs(weight) || 0.5));
  }
  for (const [key, pull] of towards) {
    const [i, j] = key.split("-").map(Number) as [number, number];
    pulls.push([i, j, pull]);
  }
  return {
    keys: drawn.nodes.map((node) => node.key),
    groups: drawn.nodes.map((node) => (node.square ? "*" : node.letter)),
    widths: drawn.nodes.map((node) => Math.max(2 * node.radius, widthOfName(node.lines))),
    pulls,
    known,
  };
}

export function widthOfName(lines: readonly string[]): number {
  return CHARACTER * lines.reduce((most, line) => Math.max(most, line.length), 0);
}

function nodesOf(nodes: readonly NodeOut[], coalitions: CoalitionsOut | null, said?: number): DrawnNode[] {
  const largest = nodes.length > 300 ? 13 : nodes.length > 80 ? 17 : 22;
  const most = said ?? nodes.reduce((found, node) => Math.max(found, node.statements), 1);
  return nodes.map((node) => ({
    key: keyOf(node),
    name: node.name,
    square: node.mode === "column",
    radius: Math.max(SMALLEST, largest * Math.sqrt(node.statements / most)),
    dotted: 2 * node.unreviewed > node.statements,
    color: node.color,
    letter: letterOf(node, coalitions),
    lines: lined(node.name, node.mode === "column" ? 24 : 20),
    statements: node.statements,
    unreviewed: node.unreviewed,
    there: 1,
  }));
}

function widthOf(weight: number, heaviest: number, { normalization }: Meaning): number {
  const most = normalization ? heaviest : Math.max(heaviest, 4);
  return Math.max(1.2, (WIDEST * Math.abs(weight)) / (most || 1));
}
