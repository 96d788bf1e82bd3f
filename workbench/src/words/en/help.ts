/** Texts of the key overview and of the first-run tour. */

export const help = {
  title: "Keys",
  intro: "Single keys work while no field has the focus. Everything can also be done with the mouse or by touch.",
  everywhere: "Everywhere",
  go: "Go to",
  keys: {
    overview: "This overview",
    search: "Search",
    undo: "Undo",
    redo: "Redo",
    texts: "Texts",
    review: "Review",
    codebook: "Codebook",
    network: "Network",
    matrix: "Matrix",
    time: "Time",
    history: "History",
  },
  then: "then",
  or: "or",
};
