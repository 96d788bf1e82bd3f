/** Texts of the view "Search". */

export const search = {
  title: "Search",
};
