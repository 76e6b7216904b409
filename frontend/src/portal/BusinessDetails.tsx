/** To be written. */
import type { PageProps } from "../routes";
import { Page } from "../ui/Page";

export function BusinessDetails(_: PageProps) {
  return <Page title="BusinessDetails">{null}</Page>;
}
