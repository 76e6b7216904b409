/** Texts of dialogs that show a secret or a link once. */
export const once = {
  copy: (label: string) => `Copy ${label.toLowerCase()}`,
  copied: "Copied.",
  copyByHand: "Your browser does not allow copying. The text is selected: copy it with the keyboard.",
  done: "I have copied it",
};
