/** Texts of the list of messages. */
import { counted } from "./format";

export const messages = {
  title: "Messages",
  list: "Recent messages",
  to: "To",
  from: "From",
  text: "Message",
  status: "Status",
  sent: "Created",
  show: (to: string) => `Show the message to ${to}`,
  detail: "Message",
  size: (segments: number, encoding: string) =>
    `${counted(segments, "segment", "segments")}, ${encoding === "GSM_7" ? "GSM-7" : "Unicode"}`,
  filter: "Status",
  empty: "No messages yet",
  emptyHint: "Messages from this account appear here with their delivery status.",
  nothing: "No messages with this status",
};
