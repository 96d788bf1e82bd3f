/** Which keys work everywhere? `bindEverywhere` */

import { go } from "../router.svelte.ts";
import { keys } from "../ui/keys.ts";
import { words } from "../words/index.ts";
import { redo, undo } from "./undo.ts";

/** Bind the keys of the frame; returns how to unbind them. */
export function bindEverywhere(act: { search: () => void; help: () => void }): () => void {
  const does = words.help.keys;
  const frame = keys.bind(
    words.help.everywhere,
    { key: "?", does: does.overview, act: act.help, inDialog: true },
    { key: "/", does: does.search, act: act.search },
    { key: "Ctrl+z", does: does.undo, act: () => void undo() },
    { key: "Ctrl+Shift+z", does: does.redo, act: () => void redo() },
    { key: "Ctrl+y", does: does.redo, act: () => void redo() },
  );
  const views = keys.bind(
    words.help.go,
    { key: "g t", does: does.texts, act: () => go("/") },
    { key: "g r", does: does.review, act: () => go("/review") },
    { key: "g c", does: does.codebook, act: () => go("/codebook") },
    { key: "g n", does: does.network, act: () => go("/network") },
    { key: "g x", does: does.matrix, act: () => go("/matrix") },
    { key: "g m", does: does.time, act: () => go("/time") },
    { key: "g h", does: does.history, act: () => go("/history") },
  );
  return () => {
    frame();
    views();
  };
}
