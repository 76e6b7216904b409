/** Messages between the tabs of one browser, which share one session: sign-in and sign-out. */
export type News =
  | { kind: "signed-in"; id: string; name: string }
  | { kind: "signed-out"; id: string };

const channel = new BroadcastChannel("textgate:session");

/** Sends a message to all other tabs. */
export const broadcast = (news: News) => channel.postMessage(news);

export function listen(onNews: (news: News) => void): () => void {
  const onMessage = ({ data }: MessageEvent<News>) => onNews(data);
  channel.addEventListener("message", onMessage);
  return () => channel.removeEventListener("message", onMessage);
}
