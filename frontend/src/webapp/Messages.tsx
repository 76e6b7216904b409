/** To be written. */
import type { PageProps } from "../routes";
import { Page } from "../ui/Page";

export function Messages(_: PageProps) {
  return <Page title="Messages">{null}</Page>;
}
