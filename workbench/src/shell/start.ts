/** What happens when the workbench opens? `start`: session, codebook, outbox and stream, in this order */

import { get, hear } from "../api/client.ts";
import { codebook } from "../api/codebook.svelte.ts";
import { sweep } from "../api/drafts.ts";
import { Live, onAct, onReload, onStream } from "../api/live.ts";
import { openOutbox } from "../api/outbox.ts";
import { session } from "../api/session.svelte.ts";
import { toast } from "../ui/toast.svelte.ts";
import { words } from "../words/index.ts";
import { sending } from "./sending.svelte.ts";
import { turns } from "./turns.svelte.ts";

/** Open the project of this address. */
export async function start(): Promise<void> {
  hear((reached, status) => {
    sending.reached = reached;
    const out = status === 401;
    if (out !== sending.signedOut && reached) sending.signedOut = out;
    if (reached && !out && sending.now.waiting > 0) sending.outbox?.wake();
  });
  // What can fail comes first, so that trying again begins anew.
  const [project] = await Promise.all([session.open(), codebook.load()]);
  const outbox = await openOutbox(project.identity);
  sending.follow(outbox);
  outbox.onDone((done) => codebook.settle(done));
  outbox.onLost = (fault) => toast.wrong(fault);
  onAct((act) => void codebook.follow(act).catch(() => {}));
  onReload(() => {
    void codebook.load().catch(() => {});
    void session.refresh().catch(() => {});
    toast.say(words.shell.newer);
  });
  onStream((open) => {
    if (open) {
      sending.reached = true;
      outbox.wake();
      void session.same().then((same) => {
        if (!same) location.assign("/"); // what waits here stays in this browser, for its own project
      }, () => {});
    } else void get("/session").catch(() => {}); // `hear` notes whether the server answers at all
  });
  followCounts();
  new Live(project.identity, project.last).start();
  window.addEventListener("online", () => outbox.wake());
  window.addEventListener("beforeunload", (event) => {
    if (sending.now.unstored > 0) event.preventDefault();
  });
  sweep(Date.now());
  void turns.follow();
}

/** The counts in the header follow what happens, at most once a second. */
function followCounts(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  onAct(() => {
    timer ??= setTimeout(() => {
      timer = undefined;
      void session.refresh().catch(() => {});
    }, 1_000);
  });
}
