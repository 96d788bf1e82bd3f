/** What do Undo and Redo do? `undo`, `redo` */

import { Fault } from "../api/fault.ts";
import { newId, send } from "../api/outbox.ts";
import { toast } from "../ui/toast.svelte.ts";
import { words } from "../words/index.ts";

/** Take back the last thing this coder did, in whatever window. */
export async function undo(): Promise<void> {
  await turn("undo", words.shell.undone, words.shell.nothingToUndo);
}

/** Do again what was taken back last. */
export async function redo(): Promise<void> {
  await turn("redo", words.shell.redone, words.shell.nothingToRedo);
}

async function turn(kind: "undo" | "redo", told: (what: string) => string, nothing: string): Promise<void> {
  try {
    const done = await send({ kind, id: newId() });
    toast.say(told(done.summary));
  } catch (error) {
    if (error instanceof Fault && error.status === 404) toast.say(nothing);
    else toast.wrong(error);
  }
}
