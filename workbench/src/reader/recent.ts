/** What was filled in last? `remember`, `recent`: per statement type, also after a restart of the browser */

import { draft } from "../api/drafts.ts";
import type { Values } from "../api/wire.ts";

export function remember(type: string, values: Values): void {
  draft<Values>(`last:${type}`).save(values);
}

export function recent(type: string): Values | null {
  return draft<Values>(`last:${type}`).read();
}
