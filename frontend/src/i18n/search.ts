/** Texts of the search in the header. */
import { counted } from "./format";

export const searching = {
  label: "Search",
  everything: "Search all pages",
  list: "Matches",
  placeholder: "Search accounts, numbers, messages",
  placeholderOwn: "Search numbers and messages",
  message: "Message",
  none: (search: string) => `No matches for “${search}”`,
  more: "More matches. Type another word.",
  found: (total: number) => counted(total, "match found", "matches found"),
  failed: "Search is not available right now",
};
