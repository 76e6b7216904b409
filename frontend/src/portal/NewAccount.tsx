/** To be written. */
import type { PageProps } from "../routes";
import { Page } from "../ui/Page";

export function NewAccount(_: PageProps) {
  return <Page title="NewAccount">{null}</Page>;
}
