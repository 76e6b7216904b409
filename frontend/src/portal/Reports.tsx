/** To be written. */
import type { PageProps } from "../routes";
import { Page } from "../ui/Page";

export function Reports(_: PageProps) {
  return <Page title="Reports">{null}</Page>;
}
