/** Texts of the view "Network". */

export const network = {
  title: "Network",
};
