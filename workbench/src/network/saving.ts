/** How does a network become a file? `save`: the server writes it with its manifest, the browser keeps the zip */

import { address, ask, credentials } from "../api/client.ts";
import type { Point } from "./layout.ts";
import { named } from "./options.ts";

export const FORMATS = ["svg", "png", "pdf", "gexf", "graphml", "edges.csv", "csv", "net", "dl"] as const;
export type Format = (typeof FORMATS)[number];

/** Fetch the file of the network that was `shown`, and hand it to the browser's downloads; returns its name. */
export async function save(shown: Record<string, unknown>, format: Format, title: string, places: Record<string, Point>): Promise<string> {
  const body = {
    ...shown,
    format,
    title,
    places: Object.entries(places).map(([key, [x, y]]) => ({ ...named(key), x, y })),
  };
  const answer = await ask(address("/networks/save"), {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Dissensus": credentials.csrf },
    body: JSON.stringify(body),
  });
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
