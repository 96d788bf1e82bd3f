/** Which view does an address mean? `route`, `go`, `href` */

export type Name =
  | "texts" | "reader" | "review" | "codebook" | "network" | "matrix" | "time" | "search" | "history" | "trash"
  | "nowhere";

export interface Route {
  name: Name;
  path: string;
  params: Record<string, string>;
  query: Record<string, string>;
}

const PATTERNS: readonly [Name, RegExp][] = [
  ["texts", /^\/$/],
  ["reader", /^\/texts\/(?<id>[^/]+)$/],
  ["review", /^\/review$/],
  ["codebook", /^\/codebook(?:\/(?<entity>[^/]+))?$/],
  ["network", /^\/network$/],
  ["matrix", /^\/matrix$/],
  ["time", /^\/time$/],
  ["search", /^\/search$/],
  ["history", /^\/history$/],
  ["trash", /^\/trash$/],
];

/** Read an address of the workbench; one that no view has is `nowhere`. */
export function parse(address: string): Route {
  const url = new URL(address, "http://workbench");
  const query = Object.fromEntries(url.searchParams);
  const path = url.pathname.length > 1 ? url.pathname.replace(/\/+$/, "") : url.pathname;
  for (const [name, pattern] of PATTERNS) {
    const found = pattern.exec(path);
    if (found) {
      const params: Record<string, string> = {};
      for (const [key, value] of Object.entries(found.groups ?? {})) {
        if (value !== undefined) params[key] = decoded(value);
      }
      return { name, path, params, query };
    }
  }
  return { name: "nowhere", path, params: {}, query };
}

/** Put a query behind a path; parts that are empty are left out. */
export function href(path: string, query: Record<string, string | number | boolean | null | undefined> = {}): string {
  const parts = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== "" && value !== false) parts.set(key, String(value));
  }
  return parts.size > 0 ? `${path}?${parts}` : path;
}

/** Address of a place in a text. */
export function place(document: string, start?: number, stop?: number, statement?: string): string {
  const at = start === undefined ? undefined : `${start}-${stop ?? start}`;
  return href(`/texts/${document}`, { at, statement });
}

const here = typeof location === "undefined" ? "/" : location.pathname + location.search;

/** Where we are; a rune: views that read it follow it. */
export const route: Route = $state(parse(here));

/** Go to an address of the workbench; `replace` leaves no step behind for the back button. */
export function go(address: string, { replace = false }: { replace?: boolean } = {}): void {
  if (replace) history.replaceState(null, "", address);
  else history.pushState(null, "", address);
  follow();
}

/** Follow plain links and the back button from now on; returns how to stop. */
export function listen(): () => void {
  window.addEventListener("popstate", follow);
  document.addEventListener("click", clicked);
  return () => {
    window.removeEventListener("popstate", follow);
    document.removeEventListener("click", clicked);
  };
}

function follow(): void {
  Object.assign(route, parse(location.pathname + location.search));
}

function clicked(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link || link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
  if (link.pathname.startsWith("/api/")) return;
  if (link.hash && link.pathname === location.pathname && link.search === location.search) return;
  event.preventDefault();
  go(link.pathname + link.search + link.hash);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
