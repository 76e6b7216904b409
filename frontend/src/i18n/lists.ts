/** Texts of lists, and of toasts about their rows. */
export const lists = {
  all: "All",
  filters: "Filters",
  clearFilter: (label: string) => `Clear ${label}`,
  searching: "Searching…",
  /** Before the sort buttons on small screens. */
  sortBy: "Sort by",
  next: "Next page",
  previous: "Previous page",
  firstPage: "First page",
  pages: "Pages",
  undo: "Undo",
  details: "Details",
  selected: "Selected",
  selectAll: "Select all on this page",
};
