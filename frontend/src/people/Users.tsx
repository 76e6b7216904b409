/** To be written. */
import type { PageProps } from "../routes";
import { Page } from "../ui/Page";

export function Users(_: PageProps) {
  return <Page title="Users">{null}</Page>;
}
