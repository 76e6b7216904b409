/** To be written. */
import type { PageProps } from "../routes";
import { Page } from "../ui/Page";

export function Verifications(_: PageProps) {
  return <Page title="Verifications">{null}</Page>;
}
