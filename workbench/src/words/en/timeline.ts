/** Texts of the view "Time". */

const counted = (n: number, one: string, many = `${one}s`) => `${n.toLocaleString()} ${n === 1 ? one : many}`;

export const timeline = {
  title: "When what was said",
  subtitle: "Statements per period: agreement upwards, disagreement downwards. Draw over a stretch of time to read what was said in it.",
  loading: "Counting …",
  failed: "The course of time could not be counted",
  tryAgain: "Try again",

  options: {
    heading: "What is shown",
    by: "A row for each",
    byNames: { concepts: "concept", actors: "actor", "document.source": "source", "document.language": "language", "": "none: all together" },
    unit: "Counted per",
    unitNames: { "": "as it fits", week: "week", month: "month", quarter: "quarter", year: "year" },
    most: "Rows, the most frequent",
    unreviewed: "With suggestions nobody has decided on",
    type: "Statements of type",
    reset: "Usual options",
  },

  empty: {
    none: "No statements yet",
    noneNext: "Time is counted in statements: code some in a text, or decide on suggestions, and come back.",
    undated: "No text with a statement has a date",
    undatedNext: "Give the texts their dates: open one and edit its date, or import a table of metadata.",
    filtered: "No statement fits these options",
    filteredNext: "Widen the range of dates, or take filters away.",
    toTexts: "Go to the texts",
    toReview: "Go to the suggestions",
    reset: "Back to the usual options",
  },

  finding: {
    busiest: (period: string, n: number) => `Most was said in ${period}: ${counted(n, "statement")}`,
    turned: (what: string, period: string, agreement: boolean) =>
      `“${what}” turns to ${agreement ? "agreement" : "disagreement"} after ${period}`,
    both: (one: string, other: string) => `${one}; ${other}`,
  },

  chart: {
    all: "All statements",
    picture: "Picture",
    table: "Table",
    label: "Statements over time. Arrow keys go from period to period, Shift and an arrow key take a stretch, Enter shows the quotations, Escape lets go.",
    roledescription: "course of time",
    period: (period: string, agree: number, disagree: number, neither: number) =>
      `${period}: ${[`${agree.toLocaleString()} agree`, `${disagree.toLocaleString()} disagree`, neither ? `${neither.toLocaleString()} neither` : ""].filter(Boolean).join(", ")}`,
    pointed: (name: string, told: string) => (name ? `${name}, ${told}` : told),
    stretch: (from: string, to: string, n: number) => (from === to ? `${from}: ${counted(n, "statement")}` : `${from} to ${to}: ${counted(n, "statement")}`),
    events: "Events",
    event: (date: string, what: string) => `${date}: ${what}`,
    mark: (number: number, date: string, what: string) => `${number}, ${date}: ${what}`,
    cut: (shown: number, all: number) => `The first ${shown.toLocaleString()} of ${all.toLocaleString()} events.`,
    outside: (n: number) => `${counted(n, "event")} before or after this time: see the table.`,
    rows: (shown: number, all: number) => `The ${shown.toLocaleString()} most frequent of ${all.toLocaleString()} rows.`,
    up: "▲ agreement",
    down: "▼ disagreement",
    none: "○ neither",
    notReviewed: "mostly not reviewed",
    scale: (n: number) => `Height of a row: ${counted(n, "statement")}.`,
    legend: "How to read it",
  },

  footer: {
    undated: (n: number) => `not shown: ${counted(n, "statement")} in texts without a date`,
    dated: "A statement has the date of its text; a text dated only to the month or year counts at its beginning",
  },

  units: {
    week: (date: string) => `the week of ${date}`,
    quarter: (quarter: number, year: number) => `Q${quarter} ${year}`,
  },

  beside: {
    all: "All statements",
    inTime: (what: string, when: string) => `${what}, ${when}`,
    network: "This time as a network",
    matrix: "This time as a matrix",
    zoom: "Only this time",
  },

  table: {
    caption: "Statements per period",
    period: "Period",
    events: "Events",
    date: "Date",
    what: "What",
    place: "Where",
    cell: (agree: number, disagree: number, neither: number) =>
      [agree ? `▲ ${agree.toLocaleString()}` : "", disagree ? `▼ ${disagree.toLocaleString()}` : "", neither ? `○ ${neither.toLocaleString()}` : ""].filter(Boolean).join("  "),
  },

  keys: {
    scope: "Time",
    walk: "go from period to period",
    take: "take a stretch of time",
    open: "show the quotations",
    leave: "let go of the stretch",
    table: "picture or table",
  },
};
