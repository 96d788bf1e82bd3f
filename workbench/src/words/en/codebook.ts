/** Texts of the view "Codebook". */

export const codebook = {
  title: "Codebook",
};
