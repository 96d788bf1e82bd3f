/** What was half-filled and not sent? `draft`: kept in this browser per place until it is sent or dropped */

export interface Draft<T> {
  read(): T | null;
  save(value: T): void;
  drop(): void;
}

const OLDEST = 90 * 24 * 3_600_000; // milliseconds

/** Return the draft of a place, such as `statement:<document>`; a browser that can't store keeps none. */
export function draft<T>(place: string, store: Storage | undefined = local()): Draft<T> {
  const key = `dissensus:draft:${place}`;
  return {
    read() {
      try {
        const kept = JSON.parse(store?.getItem(key) ?? "null") as { at: number; value: T } | null;
        return kept ? kept.value : null;
      } catch {
        return null;
      }
    },
    save(value) {
      try {
        store?.setItem(key, JSON.stringify({ at: Date.now(), value }));
      } catch {
        // Full or forbidden: the form itself still holds what was typed.
      }
    },
    drop() {
      try {
        store?.removeItem(key);
      } catch {
        // Forbidden: then there is none.
      }
    },
  };
}

/** Drop drafts nobody came back to for three months. */
export function sweep(now: number, store: Storage | undefined = local()): void {
  if (!store) return;
  const keys = Array.from({ length: store.length }, (_, at) => store.key(at) ?? "");
  for (const key of keys.filter((one) => one.startsWith("dissensus:draft:"))) {
    try {
      const { at } = JSON.parse(store.getItem(key) ?? "{}") as { at?: number };
      if (at === undefined || now - at > OLDEST) store.removeItem(key);
    } catch {
      store.removeItem(key);
    }
  }
}

function local(): Storage | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}
