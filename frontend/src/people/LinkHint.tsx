/** How a user gets a link: by mail, or from the page if the server sends no mail. */
import { useQuery } from "../api/useQuery";
import { MailStateDocument } from "../gql/users";
import { users } from "../i18n/users";

export type LinkKind = "invitation" | "reset";

export function LinkHint({ kind }: { kind: LinkKind }) {
  const { data } = useQuery(MailStateDocument, {});
  if (!data) return null;
  const { mailed, shown } = users.links[kind];
  return <p class="hint">{data.viewer.isMailConfigured ? mailed : shown}</p>;
}
