/** Texts of the notes that can be made on anything. */

export const notes = {
  title: "Notes",
  none: "No notes yet.",
  add: "Add a note",
  placeholder: "What should not be forgotten here?",
  save: "Save the note",
  saving: "Saving …",
  edit: "Change",
  remove: "Put in the trash",
  removed: "The note is in the trash.",
  undo: "Undo",
  by: (coder: string, when: string) => `${coder}, ${when}`,
  waits: "not saved yet",
  onWords: "on",
  gone: "its words are no longer in the text",
  failed: "The notes can't be loaded.",
  again: "Try again",
};
