/** Messages between the tabs of one browser, which share one session: sign-in and sign-out. */
export type News =
  | { kind: "signed-in"; id: string; name: string }
  | { kind: "signed-out"; id: string };

const channel = new BroadcastChannel("textgate:session");

/** Sends a message to all other tabs. */
export const tell = (news: News) => channel.postMessage(news);

export function listen(onNews: (news: News) => void): () => void {
  const hear = ({ data }: MessageEvent<News>) => onNews(data);
  channel.addEventListener("message", hear);
  return () => channel.removeEventListener("message", hear);
}
