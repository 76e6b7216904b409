/** To be written. */
import type { PageProps } from "../routes";
import { Page } from "../ui/Page";

export function Practice(_: PageProps) {
  return <Page title="Practice">{null}</Page>;
}
