/** Texts of bringing files in. */

const number = (count: number) => count.toLocaleString();
const files = (count: number) => (count === 1 ? "1 file" : `${number(count)} files`);
const texts = (count: number) => (count === 1 ? "1 text" : `${number(count)} texts`);

export const bringing = {
  drop: "Drop the files to add them to the project",
  title: "Adding texts",
  sending: (count: number, percent: number) => `Sending ${files(count)}: ${percent} %`,
  waiting: "The server has the files and will read them in a moment.",
  reading: (done: number, total: number | null) => (total ? `Read ${number(done)} of ${number(total)}` : `Read ${number(done)}`),
  hide: "Go on working",
  failed: "The files did not come in as they should.",
  again: "Try again",
  tooMany: (most: number) => `These are more files than go at once (${number(most)}).`,
  busy: "Other files are being added just now. Add these again when that is done.",
  unreadable: "The browser can't read what was dropped. Try “Add texts”.",
  tooManyRemedy: "Add them in parts, or use dissensus ingest in the terminal: it takes whole folders.",
  tooLarge: (size: string, most: string) => `The files have ${size} together; at most ${most} go at once.`,
  added: (count: number) => `${texts(count)} added.`,
  changed: (count: number) => `${texts(count)} had new words; the version before is kept.`,
  known: (count: number) => `${texts(count)} ${count === 1 ? "was" : "were"} in the project already.`,
  rejected: (count: number) => `${files(count)} could not be read.`,
  flagged: (count: number) =>
    count === 1
      ? "The words of 1 statement changed with a new version; it is marked in the text."
      : `The words of ${number(count)} statements changed with new versions; they are marked in the texts.`,
  warnings: "To look at",
  database: (base: { documents: number; statements: number; entities: number; known: number }) =>
    `${texts(base.documents)}, ${number(base.statements)} statements and ${number(base.entities)} names came in` +
    (base.known > 0 ? `; ${texts(base.known)} were there already.` : "."),
  nothing: "Nothing was added.",
  undo: (steps: number) =>
    steps === 1 ? "Undo takes back all that was added here." : `Undo takes back what was added here, in ${number(steps)} steps.`,
  bytes: (count: number) => `${number(Math.max(1, Math.round(count / 1_000_000)))} MB`,
  more: (count: number) => `and ${number(count)} more`,
};
