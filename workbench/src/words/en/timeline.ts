/** Texts of the view "Time". */

export const timeline = {
  title: "Time",
};
