/** Where do acts wait until the server has them? `Shelf`: an IndexedDB data base per project */

import type { Command } from "./wire.ts";

/** An act that the server refused, with what it said; it waits for a person's decision. */
export interface Refused {
  id: string;
  command: Command;
  at: string;
  status: number;
  code: string;
  found: string;
  remedy: string;
  theirs: Record<string, unknown> | null;
}

export interface Waiting {
  key: number;
  command: Command;
}

/** Identities the browser gave to entities, and those that are used instead. */
export type Known = Record<string, string>;

/** What an outbox needs of the place where acts wait. */
export interface Keeping {
  /** Is it still there when this window was closed? */
  readonly durable: boolean;
  append(command: Command): Promise<void>;
  first(): Promise<Waiting | null>;
  count(): Promise<number>;
  done(key: number, known: Known): Promise<void>;
  refuse(key: number, refused: Refused): Promise<void>;
  refused(): Promise<Refused[]>;
  settle(id: string, command?: Command): Promise<void>;
  known(): Promise<Known>;
}

const ACTS = "acts"; // in the order they were made
const REFUSED = "refused";
const KNOWN = "known";

export class Shelf implements Keeping {
  readonly durable = true;

  private constructor(private readonly base: IDBDatabase) {}

  /** Open the shelf of a project; made if there is none. */
  static async open(project: string, factory: IDBFactory = indexedDB): Promise<Shelf> {
    const request = factory.open(`dissensus-${project}`, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(ACTS, { autoIncrement: true });
      request.result.createObjectStore(REFUSED, { keyPath: "id" });
      request.result.createObjectStore(KNOWN);
    };
    const base = await answer(request);
    base.onversionchange = () => base.close();
    return new Shelf(base);
  }

  /** Put an act behind all others. */
  async append(command: Command): Promise<void> {
    await this.change([ACTS], (acts) => acts[0].add(command));
  }

  /** Return the act that is to be sent next. */
  async first(): Promise<Waiting | null> {
    const cursor = await answer(this.read(ACTS).openCursor());
    return cursor ? { key: Number(cursor.key), command: cursor.value as Command } : null;
  }

  /** Count the acts that wait. */
  async count(): Promise<number> {
    return answer(this.read(ACTS).count());
  }

  /** Forget an act that was done, and use the known identities in all that still wait. */
  async done(key: number, known: Known): Promise<void> {
    await this.change([ACTS, KNOWN], (stores) => {
      stores[0].delete(key);
      const pairs = Object.entries(known);
      if (pairs.length === 0) return;
      for (const [mine, theirs] of pairs) stores[1].put(theirs, mine);
      const walk = stores[0].openCursor();
      walk.onsuccess = () => {
        const cursor = walk.result;
        if (!cursor) return;
        cursor.update(renamed(cursor.value as Command, known));
        cursor.continue();
      };
    });
  }

  /** Move an act that was refused aside, so that the next can be sent. */
  async refuse(key: number, refused: Refused): Promise<void> {
    await this.change([ACTS, REFUSED], (stores) => {
      stores[0].delete(key);
      stores[1].put(refused);
    });
  }

  /** Return the refused acts, oldest first. */
  async refused(): Promise<Refused[]> {
    const all = (await answer(this.read(REFUSED).getAll())) as Refused[];
    return all.sort((one, other) => one.at.localeCompare(other.at));
  }

  /** Forget a refused act; with `command`, send that one instead. */
  async settle(id: string, command?: Command): Promise<void> {
    await this.change([ACTS, REFUSED], (stores) => {
      stores[1].delete(id);
      if (command) stores[0].add(command);
    });
  }

  /** Return all known identities. */
  async known(): Promise<Known> {
    const store = this.read(KNOWN);
    const [keys, values] = await Promise.all([answer(store.getAllKeys()), answer(store.getAll())]);
    return Object.fromEntries(keys.map((key, at) => [String(key), String(values[at])]));
  }

  private read(store: string): IDBObjectStore {
    return this.base.transaction(store, "readonly").objectStore(store);
  }

  private async change(names: [string, ...string[]], work: (stores: [IDBObjectStore, ...IDBObjectStore[]] & { 1: IDBObjectStore }) => void): Promise<void> {
    const transaction = this.base.transaction(names, "readwrite");
    const finished = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new Error("The browser stopped storing."));
    });
    work(names.map((name) => transaction.objectStore(name)) as never);
    await finished;
  }
}

/** Replace identities everywhere in an act but in its own name. */
export function renamed(command: Command, known: Known): Command {
  const { kind, id, ...rest } = command;
  return { ...(replaced(rest, known) as object), kind, id };
}

function replaced(value: unknown, known: Known): unknown {
  if (typeof value === "string") return known[value] ?? value;
  if (Array.isArray(value)) return value.map((one) => replaced(one, known));
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, replaced(one, known)]));
  }
  return value;
}

function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("The browser stopped storing."));
  });
}
