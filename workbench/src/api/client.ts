/** How does the workbench ask its server? `get`, `post`, `posted`, `ask` — a refusal is thrown as a `Fault` */

import { words } from "../words/index.ts";
import { Fault } from "./fault.ts";

export { Fault } from "./fault.ts";

export type Query = Record<string, string | number | boolean | null | undefined>;

/** What every request needs to know of the session; filled by `session.open`. */
export const credentials = { csrf: "", project: "" };

type Heard = (reached: boolean, status: number) => void;
let heard: Heard = () => {};

/** Tell somebody after each request whether the server was reached and what it said. */
export function hear(handler: Heard): void {
  heard = handler;
}

/** Ask for something under /api. */
export async function get<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
  const answer = await ask(address(path, query), signal ? { signal } : {});
  return reached(answer.json() as Promise<T>);
}

/** Ask for a text under /api. */
export async function getText(path: string): Promise<string> {
  const answer = await ask(address(path));
  return reached(answer.text());
}

/** Send something under /api. */
export async function post<T>(path: string, body: unknown, signal?: AbortSignal): Promise<T> {
  const answer = await posted(path, body, signal);
  return reached(answer.json() as Promise<T>);
}

/** Send something under /api that is answered with a file. */
export async function posted(path: string, body: unknown, signal?: AbortSignal): Promise<Response> {
  const send = () =>
    ask(address(path), {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Dissensus": credentials.csrf },
      body: JSON.stringify(body),
      ...(signal ? { signal } : {}),
    });
  try {
    return await send();
  } catch (error) {
    if (!(error instanceof Fault) || error.status !== 403 || !(await renewed())) throw error;
    return send();
  }
}

/** What the server says of the session. */
export interface SessionOut {
  csrf: string;
  coder: string;
  project: { identity: string; name: string };
}

/** Ask who we are; says whether this browser was let in anew since the page was opened.
 *
 * If it was let in to another project meanwhile, nothing of this one may go there: that is as if signed out.
 */
export async function renewed(): Promise<boolean> {
  const { csrf, project } = await get<SessionOut>("/session");
  if (credentials.project && project.identity !== credentials.project) {
    throw new Fault(401, "signed_out", words.shell.faults.otherProject, words.shell.faults.otherProjectRemedy);
  }
  const before = credentials.csrf;
  credentials.csrf = csrf;
  return csrf !== before;
}

/** Send a request and return the answer, or throw the `Fault` it came back with. */
export async function ask(url: string, init: RequestInit = {}): Promise<Response> {
  const answer = await reached(fetch(url, { credentials: "same-origin", ...init }));
  heard(true, answer.status);
  if (answer.ok) return answer;
  throw fault(answer.status, await answer.text().catch(() => ""));
}

/** Wait for what the server sends; where it never comes, or breaks off, that is a `Fault`, too. */
async function reached<T>(sent: Promise<T>): Promise<T> {
  try {
    return await sent;
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    heard(false, 0);
    throw new Fault(0, "unreachable", words.shell.faults.unreachable, words.shell.faults.unreachableRemedy);
  }
}

/** Address under /api with its query; parts that are empty are left out. */
export function address(path: string, query: Query = {}): string {
  const parts = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== "") parts.set(key, String(value));
  }
  return `/api${path}${parts.size > 0 ? `?${parts}` : ""}`;
}

/** Read the fault in an answer; whatever is not one of ours becomes one. */
export function fault(status: number, body: string): Fault {
  try {
    const said: unknown = JSON.parse(body);
    if (said && typeof said === "object" && "found" in said && typeof said.found === "string") {
      const { code, found, remedy, theirs } = said as Record<string, unknown>;
      const row = theirs && typeof theirs === "object" ? (theirs as Record<string, unknown>) : null;
      return new Fault(status, String(code ?? "failed"), String(found), String(remedy ?? ""), row);
    }
  } catch {
    // No JSON: said below in our own words.
  }
  if (status === 401) return new Fault(401, "signed_out", words.shell.faults.signedOut, words.shell.faults.signedOutRemedy);
  return new Fault(status, "failed", words.shell.faults.strange(status), words.shell.faults.strangeRemedy);
}
