/** To be written. */
import type { PageProps } from "../routes";
import { Page } from "../ui/Page";

export function Home(_: PageProps) {
  return <Page title="Home">{null}</Page>;
}
