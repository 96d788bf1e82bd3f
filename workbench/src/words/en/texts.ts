/** Texts of the list of texts. */

const number = (count: number) => count.toLocaleString();
const texts_ = (count: number) => (count === 1 ? "1 text" : `${number(count)} texts`);
const statements_ = (count: number) => (count === 1 ? "1 statement" : `${number(count)} statements`);
const suggestions_ = (count: number) => (count === 1 ? "1 suggestion" : `${number(count)} suggestions`);

export const texts = {
  title: "Texts",
  list: "Texts",
  scope: "List of texts",
  summary: (documents: number, statements: number, waiting: number) =>
    `${texts_(documents)}, ${statements_(statements)}` + (waiting > 0 ? `, ${suggestions_(waiting)} to review` : ""),
  found: (count: number) => `${texts_(count)} fit${count === 1 ? "s" : ""}.`,
  filter: "Title, author or source",
  filterLabel: "Show texts whose title, author or source has these words",
  source: "Source",
  everySource: "All sources",
  language: "Language",
  everyLanguage: "All languages",
  coded: "Coding",
  codedChoices: { "": "Coded or not", yes: "With statements", no: "Without statements" },
  sort: "Order",
  sorts: { date: "Date", title: "Title", source: "Source", author: "Author", statements: "Statements" },
  rising: "ascending",
  falling: "descending",
  clear: "Show all",
  add: "Add texts",
  addHint: "or drop files anywhere on this window",
  untitled: "Untitled",
  noDate: "no date",
  statements: statements_,
  suggestions: suggestions_,
  flagged: (count: number) => `${statements_(count)} whose words changed`,
  row: (parts: string[]) => parts.filter(Boolean).join(", "),
  none: "No text fits.",
  noneRemedy: "Take a word away, or show all.",
  empty: "This project has no texts yet.",
  emptyRemedy:
    "Drop files anywhere on this window: plain text, Markdown, HTML, PDF, Word, OpenDocument, EPUB, feeds, or a data base of DNA (.dna).",
  emptyShell: "From the terminal, folders and addresses work too:",
  emptyCommand: (project: string) => `dissensus ingest ${project}.dissensus FOLDER`,
  keys: { filter: "Filter the texts", add: "Add texts", list: "To the list" },
};
