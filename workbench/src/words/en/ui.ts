/** Texts of the parts that all views share. */

export const ui = {
  close: "Close",
  closeMessage: "Close this message",
  cancel: "Cancel",
  more: "Show more",
  quotations: "Quotations",
  notReviewed: "not reviewed",
  changedWords: "its words changed",
  agrees: "▲ agrees",
  disagrees: "▼ disagrees",
  shownOf: (shown: number, total: number) => `${shown.toLocaleString()} of ${total.toLocaleString()} are shown.`,
  newEntity: (kind: string, name: string) => `New ${kind}: “${name}”`,
  keys: "Keys",
  loading: "Loading …",
  fields: {
    none: "–",
    neither: "Neither",
    wrongValue: "This is no value of this field.",
    wrong: {
      integer: "Give a whole number.",
      number: "Give a number.",
      date: "Give a date like 2019, 2019-06 or 2019-06-05.",
    } as Record<string, string>,
    hint: { date: "2019, 2019-06 or 2019-06-05" } as Record<string, string>,
    allowed: (values: string[]) => `It takes: ${values.join(", ")}.`,
  },
};
