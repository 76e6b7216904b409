/** To be written. */
import type { PageProps } from "../routes";
import { Page } from "../ui/Page";

export function Accounts(_: PageProps) {
  return <Page title="Accounts">{null}</Page>;
}
