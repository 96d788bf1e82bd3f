/** Texts of the list of texts and of the import. */

const texts_ = (count: number) => (count === 1 ? "1 text" : `${count.toLocaleString()} texts`);

export const texts = {
  title: "Texts",
  count: texts_,
};
