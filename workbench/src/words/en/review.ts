/** Texts of the view "Review". */

const number = (value: number) => value.toLocaleString();
const suggestions = (count: number) => (count === 1 ? "1 suggestion" : `${number(count)} suggestions`);
const texts = (count: number) => (count === 1 ? "1 text" : `${number(count)} texts`);
const percent = (share: number) => `${Math.round(share * 100)}%`;

const sorts = {
  document: "As they stand in the texts",
  score: "By score",
  uncertainty: "By uncertainty",
  concept: "By concept",
  actor: "By actor",
} as const;
const directions = {
  document: ["Earliest first", "Latest first"],
  score: ["Lowest first", "Highest first"],
  uncertainty: ["Least certain first", "Most certain first"],
  concept: ["A to Z", "Z to A"],
  actor: ["A to Z", "Z to A"],
} as const;
type Sort = keyof typeof sorts;

export const review = {
  title: "Review",
  loading: "Opening the queue …",
  failed: "The queue could not be loaded.",
  again: "Try again",
  suggestions,

  // the suggestion itself
  card: "Suggestion",
  values: "What it would say",
  spoken: (type: string, values: string, quotation: string) =>
    `${type}${values ? `, ${values}` : ""}: “${quotation}”`,
  freshEntity: (kind: string) => `new ${kind.replaceAll("_", " ")}`,
  freshHint: "The codebook has no entity of that name yet; accepting adds it.",
  inTheWords: (wording: string) => `in the text: “${wording}”`,
  noValues: "Nothing is filled in.",
  voices: "Told by",
  voiceKinds: {
    outlet: "outlet", author: "author", reported: "reported", quoted: "quoted",
  } as Record<string, string>,
  score: (score: number, words: string) => `Score ${score.toFixed(2)}: ${words}`,
  sureness: { sure: "quite sure", fairly: "fairly sure", unsure: "unsure", guess: "hardly more than a guess" },
  because: "Why",
  by: (suggester: string, version: string) => `${suggester} ${version}`,
  untitled: "Untitled",
  noDate: "no date",
  skippedBefore: "You skipped this one before.",

  // deciding
  decide: "Decide",
  accept: "Accept",
  unfinished: "This is what you wrote here before and did not save.",
  edit: "Edit",
  reject: "Reject",
  skip: "Skip",
  undo: "Undo",
  save: "Save and accept",
  cancel: "Cancel",
  previous: "Previous",
  next: "Next",
  did: { accept: "Accepted.", edit: "Corrected and accepted.", reject: "Rejected.", skip: "Skipped." },
  announced: (did: string, next: string) => (next ? `${did} Next: ${next}` : did),
  backAgain: "Taken back.",
  nothingToTakeBack: "Nothing was decided here yet. Ctrl+Z takes back whatever was done last.",
  elsewhere: (who: string, did: string) => `${who} decided on this elsewhere: ${did}.`,
  overtaken: (who: string, did: string) =>
    `${who} decided on this elsewhere: ${did}. What you correct stays here; saved, it waits among the changes that need you.`,
  verdicts: {
    accept: "accepted", edit: "corrected and accepted", reject: "rejected", skip: "skipped",
  } as Record<string, string>,
  byPolicy: "accepted together with others",
  gone: "This suggestion is no longer proposed.",

  // progress
  progress: "Progress",
  done: (decided: number, all: number) => `${number(decided)} of ${number(all)} decided`,
  split: (accepted: number, rejected: number, skipped: number) =>
    [`${number(accepted)} accepted`, `${number(rejected)} rejected`, ...(skipped ? [`${number(skipped)} skipped`] : [])].join(", "),

  // filters
  filters: "Order and filter",
  sort: "Order",
  sorts,
  directions,
  state: "Show",
  states: { waiting: "Waiting", skipped: "Skipped" },
  type: "Type",
  allTypes: "All types",
  suggester: "Suggester",
  allSuggesters: "All suggesters",
  min: "Score at least",
  oneText: "One text only",
  thisText: "Only this text",
  clear: "Clear the filters",
  shown: (chosen: { sort: Sort; descending: boolean; state: "waiting" | "skipped"; type: string; suggester: string; document: string; min: number }) =>
    [
      `${sorts[chosen.sort].toLowerCase()} (${directions[chosen.sort][chosen.descending ? 1 : 0]})`,
      ...(chosen.state === "skipped" ? ["skipped ones"] : []),
      ...[chosen.type, chosen.suggester].filter(Boolean),
      ...(chosen.document ? ["one text"] : []),
      ...(chosen.min ? [`score ${chosen.min} or better`] : []),
    ].join("; "),

  // suggesters
  standing: "How good the suggestions are",
  standingNote: "Share of what people decided that they accepted, corrected or not, with its 95% interval.",
  rate: (rate: number, low: number, high: number) => `${percent(rate)} accepted (${percent(low)}–${percent(high)})`,
  noRate: "nothing decided yet",
  ofDecided: (decided: number) => (decided === 1 ? "of 1 decision" : `of ${number(decided)} decisions`),
  lately: (rate: number, decided: number) => `${percent(rate)} of the last ${number(decided)}`,
  course: (first: number, last: number, steps: number) =>
    `From ${percent(first)} to ${percent(last)} over the last ${number(steps)} steps of 25 decisions`,
  byType: "By type",
  columns: { type: "Type", rate: "Accepted", decided: "Decided", waiting: "Waiting" },
  tally: (of: { accepted: number; edited: number; rejected: number; skipped: number; unseen: number; waiting: number }) =>
    [
      `${number(of.waiting)} waiting`,
      `${number(of.accepted)} accepted`,
      `${number(of.edited)} corrected`,
      `${number(of.rejected)} rejected`,
      ...(of.skipped ? [`${number(of.skipped)} skipped`] : []),
      ...(of.unseen ? [`${number(of.unseen)} accepted unseen`] : []),
    ].join(", "),
  percent,
  interval: (low: number, high: number) => `${percent(low)}–${percent(high)}`,

  // running a suggester
  run: "Look for suggestions",
  runAgain: "Look for more suggestions",
  runWhich: "Suggester",
  running: (done: number, all: number) => `Reading text ${number(Math.min(done + 1, all))} of ${number(all)} …`,
  starting: "Starting …",
  ran: (fresh: number) => (fresh === 0 ? "Nothing new was found." : `${suggestions(fresh)} found.`),

  // accepting together
  bulk: {
    open: "Accept together",
    title: "Accept together, unseen",
    intro: "Every waiting suggestion at this score or better becomes a statement. The statements stay marked as not reviewed, and results say so.",
    score: "Score at least",
    types: "Types",
    suggester: "Suggester",
    counted: (total: number, documents: number) =>
      total === 0 ? "Nothing waits at this score." : `${suggestions(total)} in ${texts(documents)} would be accepted.`,
    counting: "Counting …",
    distribution: (from: number, to: number, count: number) =>
      `${suggestions(count)} between ${from.toFixed(2)} and ${to.toFixed(2)}`,
    distributionLabel: "Waiting suggestions by score",
    fresh: (count: number) => (count === 1 ? "1 new name would join the codebook" : `${number(count)} new names would join the codebook`),
    noFresh: "No new names would join the codebook.",
    freshLine: (kind: string, count: number) => `${kind.replaceAll("_", " ")}, ${suggestions(count)}`,
    more: (count: number) => `and ${number(count)} more`,
    examples: "The least certain of them",
    accept: (count: number) => `Accept ${number(count)}`,
    accepting: (count: number) => `Accepting ${suggestions(count)} …`,
    accepted: (count: number) => `Accepted ${suggestions(count)}, not reviewed.`,
    undone: "Taken back; they wait again.",
  },

  // nothing to do
  empty: {
    noTexts: "There are no texts yet.",
    noTextsNext: "Add texts first; then a suggester can read them.",
    toTexts: "Add texts",
    never: "Nothing was suggested yet.",
    neverNext: "A suggester reads the texts and proposes statements, with reasons. You decide on each; nothing becomes a statement by itself.",
    done: "Everything is decided.",
    doneNext: (decided: number) => `${suggestions(decided)} became statements or were rejected. See what comes of it:`,
    toNetwork: "the network",
    toMatrix: "who stands where",
    skipped: (count: number) => `Look again at ${suggestions(count)} you skipped`,
    filtered: "Nothing here fits these filters.",
    filteredNext: (count: number) => `${suggestions(count)} wait in all.`,
    noSkipped: "Nothing is skipped.",
    toWaiting: "Go to what waits",
  },

  keys: {
    scope: "Review",
    accept: "Accept the suggestion",
    edit: "Correct it, then accept",
    reject: "Reject it",
    skip: "Skip it for now",
    next: "Next suggestion",
    previous: "Previous suggestion",
    undo: "Take back the last decision made here",
    open: "Open in the text",
    bulk: "Accept together, by score",
  },
};
