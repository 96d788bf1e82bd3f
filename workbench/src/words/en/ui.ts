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
};
