/** What the tabs of one browser tell each other, since they share one session: who signed in, and who signed out. */
export type News =
  | { kind: "signed-in"; id: string; name: string }
  | { kind: "signed-out"; id: string };

const channel = new BroadcastChannel("textgate:session");

/** Every tab but this one hears it. */
export const tell = (news: News) => channel.postMessage(news);

export function listen(onNews: (news: News) => void): () => void {
  const hear = ({ data }: MessageEvent<News>) => onNews(data);
  channel.addEventListener("message", hear);
  return () => channel.removeEventListener("message", hear);
}
