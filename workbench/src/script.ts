/** What can a script do on an open page? `send`, `newId`: the outbox the views use, under names that stay
 *
 * Built beside the page, which never loads it; `manifest.json` says where it is. Whoever imports it on the page
 * has the page's own outbox: acts wait in this browser and are sent in order, as if they were done by hand.
 */

export { newId, send } from "./api/outbox.ts";
