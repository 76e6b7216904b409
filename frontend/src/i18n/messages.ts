/** Words of the list of messages. */
import { counted } from "./format";

export const messages = {
  title: "Messages",
  list: "Recent messages",
  to: "To",
  from: "From",
  text: "Message",
  status: "Status",
  sent: "Accepted",
  show: (to: string) => `Show the message to ${to}`,
  detail: "Message",
  size: (segments: number, encoding: string) =>
    `${counted(segments, "segment", "segments")}, ${encoding === "GSM_7" ? "plain alphabet" : "Unicode"}`,
  filter: "Status",
  empty: "No texts yet",
  emptyHint: "Texts that are sent from this practice show here, with their way to the recipient.",
  nothing: "No text has this status",
};
