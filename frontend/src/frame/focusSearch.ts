/** Moves the focus to the search field in the header. */
export const SEARCH_ID = "header-search";

export const focusSearch = () => document.getElementById(SEARCH_ID)?.focus();
