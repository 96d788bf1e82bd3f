/** Texts of the view "Review". */

export const review = {
  title: "Review",
};
