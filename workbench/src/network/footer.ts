/** What stands under a picture? `footer`: n, from when, and what is left out; `doubt`: what nobody reviewed */

import type { CoalitionsOut, NetworkOut, SliceOut, UsedOut } from "../api/seeing.ts";
import { words } from "../words/index.ts";
import type { Picture } from "./picture.ts";

const said = words.network.counts;

/** The line under a network. */
export function footer(network: NetworkOut, drawn: Picture, coalitions: CoalitionsOut | null, slice?: SliceOut): string {
  const used = slice ? { ...network.used, ...slice } : network.used;
  const total = slice ? slice.ties_total : network.ties_total;
  const parts = [
    basis(used, slice === undefined),
    said.nodes(drawn.nodes.filter((node) => node.there > 0).length),
    drawn.ties.length < total ? said.drawn(drawn.ties.length, total) : said.ties(drawn.ties.length),
  ];
  if (coalitions && coalitions.coalitions.length > 0) parts.push(said.runs(coalitions.runs));
  return `${parts.filter(Boolean).join("; ")}.`;
}

/** How much of it nobody reviewed; empty where all was. It stands in every picture that rests on such statements. */
export function doubt({ unreviewed, statements }: Pick<UsedOut, "unreviewed" | "statements">): string {
  return unreviewed > 0 ? said.unreviewed(unreviewed, statements) : "";
}

/** What anything rests on: statements, texts, dates. */
export function basis(used: UsedOut, texts = true): string {
  return [
    said.n(said.statements(used.statements)) + (texts ? ` (${said.texts(used.documents)})` : ""),
    used.since ? said.period(used.since, used.until) : "",
  ].filter(Boolean).join("; ");
}
