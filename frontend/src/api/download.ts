/** Downloads a file. A plain link could not send the header that names the page's user. */
import { request } from "./rest";

// Longer than a browser takes to start writing the file.
const KEPT_FOR = 60_000;

export async function download(path: string): Promise<void> {
  const response = await request(path);
  const named = /filename="([^"]+)"/.exec(response.headers.get("Content-Disposition") ?? "");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await response.blob());
  link.download = named?.[1] ?? "";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT_FOR);
}
