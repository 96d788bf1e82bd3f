/** Where do acts wait in a browser that stores nothing? `MemoryShelf`: in this window, and that is said */

import type { Keeping, Known, Refused, Waiting } from "./shelf.ts";
import { renamed } from "./shelf.ts";
import type { Command } from "./wire.ts";

export class MemoryShelf implements Keeping {
  readonly durable = false;
  private acts: Waiting[] = [];
  private aside: Refused[] = [];
  private names: Known = {};
  private next = 1;

  async append(command: Command): Promise<void> {
    this.acts.push({ key: this.next++, command });
  }

  async first(): Promise<Waiting | null> {
    return this.acts[0] ?? null;
  }

  async count(): Promise<number> {
    return this.acts.length;
  }

  async done(key: number, known: Known): Promise<void> {
    Object.assign(this.names, known);
    this.acts = this.acts
      .filter((one) => one.key !== key)
      .map((one) => ({ key: one.key, command: renamed(one.command, known) }));
  }

  async refuse(key: number, refused: Refused): Promise<void> {
    this.acts = this.acts.filter((one) => one.key !== key);
    this.aside.push(refused);
  }

  async refused(): Promise<Refused[]> {
    return [...this.aside];
  }

  async settle(id: string, command?: Command): Promise<void> {
    this.aside = this.aside.filter((one) => one.id !== id);
    if (command) await this.append(command);
  }

  async known(): Promise<Known> {
    return { ...this.names };
  }
}
