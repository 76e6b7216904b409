/** To be written. */
import type { PageProps } from "../routes";
import { Page } from "../ui/Page";

export function AuditLog(_: PageProps) {
  return <Page title="AuditLog">{null}</Page>;
}
