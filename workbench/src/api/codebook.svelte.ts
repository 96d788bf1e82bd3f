/** What may be coded? `codebook`: types and entities, kept fresh, with names that wait to be stored */

import { get } from "./client.ts";
import { NameIndex, type Match } from "./matching.ts";
import { newId } from "./outbox.ts";
import type { ActEvent, CodebookOut, Done, EntityOut, Fresh, TypeOut, Values } from "./wire.ts";

const TABLES = new Set(["codebook", "statement_type", "variable", "entity"]);

class Codebook {
  title = $state("");
  language = $state("");
  instructions = $state("");
  types: TypeOut[] = $state.raw([]);
  entities: EntityOut[] = $state.raw([]);
  ready = $state(false);
  /** New names, used in this window before the server has them. */
  private waiting: EntityOut[] = $state.raw([]);
  /** New names that the server knew under other identities. */
  private instead: Readonly<Record<string, string>> = $state.raw({});
  private asked = 0;
  private answered = 0;

  private readonly all = $derived([...this.entities, ...this.waiting.filter((one) => !this.entities.some((e) => e.id === one.id))]);
  private readonly byId = $derived(new Map(this.all.map((entity) => [entity.id, entity])));
  private readonly kinds = $derived(Map.groupBy(this.all, (entity) => entity.kind));
  private readonly indexes = $derived.by(() => {
    void this.kinds; // new names, new indexes
    return new Map<string, NameIndex>();
  });

  /** Read the codebook again. */
  async load(): Promise<void> {
    const mine = ++this.asked;
    const read = await get<CodebookOut>("/codebook");
    if (mine < this.answered) return; // a later answer was here first
    this.answered = mine;
    this.title = read.title;
    this.language = read.language;
    this.instructions = read.instructions;
    // The same types stay the same: a new name must not draw every text anew.
    if (JSON.stringify(read.types) !== JSON.stringify(this.types)) this.types = read.types;
    this.entities = read.entities;
    this.ready = true;
  }

  type(name: string): TypeOut | undefined {
    return this.types.find((one) => one.name === name);
  }

  entity(id: string): EntityOut | undefined {
    return this.byId.get(this.instead[id] ?? id);
  }

  /** Name of an entity; the identity itself while it is unknown. */
  name(id: string): string {
    return this.entity(id)?.name ?? id;
  }

  ofKind(kind: string): EntityOut[] {
    return this.kinds.get(kind) ?? [];
  }

  /** Entities of a kind that fit what was typed: prefix before word prefix before contained. */
  match(kind: string, typed: string, limit = 12): Match[] {
    return this.index(kind).match(typed, limit);
  }

  /** The entity of exactly this name or alias. */
  named(kind: string, name: string): EntityOut | null {
    return this.index(kind).named(name);
  }

  /** Return the identity for a name: the one it has, or a new one (`id`) that goes along with the next act. */
  propose(kind: string, name: string, id = newId()): string {
    const there = this.entity(id) ?? this.named(kind, name);
    if (there) return there.id;
    const entity: EntityOut = {
      id, kind, name: name.trim(), aliases: [], attributes: [], definition: "", parent: "", color: "",
    };
    this.waiting = [...this.waiting, entity];
    return entity.id;
  }

  /** Of these values, those that are new names: the `fresh` of an act. */
  fresh(values: Iterable<unknown>): Fresh[] {
    const ids = new Set(values);
    return this.waiting.filter((one) => ids.has(one.id)).map(({ id, kind, name }) => ({ id, kind, name }));
  }

  /** Values that were kept with the new names among them, as they read now; a name that has come meanwhile is that entity. */
  resumed(values: Values, fresh: readonly Fresh[]): Values {
    const now = new Map<unknown, string>(fresh.map(({ id, kind, name }) => [id, this.propose(kind, name, id)]));
    return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, now.get(value) ?? value]));
  }

  /** Use, for new names that the server knows under another identity, that one. */
  settle(done: Done): void {
    if (Object.keys(done.known).length > 0) this.instead = { ...this.instead, ...done.known };
    if (this.waiting.some((one) => one.id in done.known)) {
      this.waiting = this.waiting.filter((one) => !(one.id in done.known));
    }
  }

  /** Read again if an act changed the codebook. */
  async follow(act: ActEvent): Promise<void> {
    if (act.many || act.changes.some((change) => TABLES.has(change.table))) {
      await this.load();
      this.waiting = this.waiting.filter((one) => !this.entities.some((entity) => entity.id === one.id));
    }
  }

  private index(kind: string): NameIndex {
    let index = this.indexes.get(kind);
    if (!index) {
      index = new NameIndex(this.ofKind(kind));
      this.indexes.set(kind, index);
    }
    return index;
  }
}

export const codebook = new Codebook();
