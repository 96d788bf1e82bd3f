/** The texts in English, one module per view; a view's texts are loaded with the view. */

export { bringing } from "./bringing.ts";
export { codebook } from "./codebook.ts";
export { help } from "./help.ts";
export { history, trash } from "./history.ts";
export { network } from "./network.ts";
export { notes } from "./notes.ts";
export { reader } from "./reader.ts";
export { review } from "./review.ts";
export { search } from "./search.ts";
export { shell } from "./shell.ts";
export { texts } from "./texts.ts";
export { timeline } from "./timeline.ts";
export { ui } from "./ui.ts";
