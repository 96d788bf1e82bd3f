/** How does a network become a file? `save`: the server writes it with its manifest, the browser keeps the zip */

import { posted } from "../api/client.ts";
import type { Point } from "./layout.ts";
import { named } from "./options.ts";

export const FORMATS = ["svg", "png", "pdf", "gexf", "graphml", "edges.csv", "csv", "net", "dl"] as const;
export type Format = (typeof FORMATS)[number];

const PICTURES: ReadonlySet<Format> = new Set(["svg", "png", "pdf"]);
const PLACES = 20_000; // as many as the server takes; no picture shows more

/** Fetch the file of the network that was `shown`, and hand it to the browser's downloads; returns its name. */
export async function save(shown: Record<string, unknown>, format: Format, title: string, places: Record<string, Point>): Promise<string> {
  const body = {
    ...shown,
    format,
    title,
    places: PICTURES.has(format) ? Object.entries(places).slice(0, PLACES).map(([key, [x, y]]) => ({ ...named(key), x, y })) : [],
  };
  const answer = await posted("/networks/save", body);
  const name = fileName(answer.headers.get("Content-Disposition"));
  const url = URL.createObjectURL(await answer.blob());
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  return name;
}

/** Read the file name out of the header of an answer. */
export function fileName(header: string | null): string {
  return /filename="([^"]+)"/.exec(header ?? "")?.[1] ?? "network.zip";
}
