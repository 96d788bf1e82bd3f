/** Texts of the view "Reader". */

export const reader = {
  title: "Reader",
};
