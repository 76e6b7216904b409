/** To be written. */
import type { PageProps } from "../routes";
import { Page } from "../ui/Page";

export function Account(_: PageProps) {
  return <Page title="Account">{null}</Page>;
}
