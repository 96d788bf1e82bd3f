/** Where was somebody in the list before opening a text? `left`: kept while the page is open */

export const left = { question: "", at: 0 };
