/** How is an act on the codebook sent? `act`: told when it is done, with a way back; refusals are thrown */

import { Fault } from "../api/fault.ts";
import { newId, openOutbox, send } from "../api/outbox.ts";
import { session } from "../api/session.svelte.ts";
import type { Command, Done } from "../api/wire.ts";
import { toast } from "../ui/toast.svelte.ts";
import { words } from "../words/index.ts";

/** Send an act of which nothing typed would be lost; what was refused is not kept, it is looked at again. */
export async function act(command: Command, told: (done: Done) => string): Promise<Done> {
  try {
    const done = await send(command);
    toast.say(told(done), { action: { label: words.codebook.undo, act: () => void takeBack(done) } });
    return done;
  } catch (error) {
    if (error instanceof Fault && session.project) {
      await (await openOutbox(session.project.identity)).settle(command.id);
    }
    throw error;
  }
}

/** Send an act with words somebody typed; if it is refused, they stay with the refused acts. */
export async function keep(command: Command, told: string): Promise<boolean> {
  try {
    const done = await send(command);
    toast.say(told, { action: { label: words.codebook.undo, act: () => void takeBack(done) } });
    return true;
  } catch (error) {
    toast.wrong(error);
    return false;
  }
}

/** Take back this act, whatever was done after it. */
async function takeBack(done: Done): Promise<void> {
  try {
    await send({ kind: "revert", id: newId(), run: done.id });
  } catch (error) {
    toast.wrong(error);
  }
}
