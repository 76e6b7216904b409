/** To be written. */
import type { PageProps } from "../routes";
import { Page } from "../ui/Page";

export function Profile(_: PageProps) {
  return <Page title="Profile">{null}</Page>;
}
