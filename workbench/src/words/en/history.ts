/** Texts of the view "History". */

export const history = {
  title: "History",
};
