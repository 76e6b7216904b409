/** The composer in another site's page, for the account of its embed token. */
import { ClientContext, type Client } from "../api/client";
import { useQuery } from "../api/useQuery";
import { EmbeddedAccountDocument } from "../gql/embed";
import { composer } from "../i18n/composer";
import { Dialog } from "../ui/Dialog";
import { Waiting } from "../ui/Waiting";
import { ComposerDialog } from "./ComposerDialog";
import type { Prefill } from "./useComposer";

interface EmbeddedProps {
  client: Client;
  initial: Prefill;
  onSent: (messageId: string) => void;
  onClose: () => void;
}

export function Embedded({ client, ...props }: EmbeddedProps) {
  return (
    <ClientContext.Provider value={client}>
      <OfToken {...props} />
    </ClientContext.Provider>
  );
}

function OfToken(props: Omit<EmbeddedProps, "client">) {
  const query = useQuery(EmbeddedAccountDocument, {});
  const accountId = query.data?.viewer.accountId;
  if (accountId) {
    // Embed tokens cannot change details. Without the pop-up, the script stays small.
    return <ComposerDialog accountId={accountId} MissingInfo={null} {...props} />;
  }
  return (
    <Dialog title={composer.title} onClose={props.onClose}>
      <div class="dialog-body">
        <Waiting query={query}>
          {() => <p class="notice bad">{composer.wrongToken}</p>}
        </Waiting>
      </div>
    </Dialog>
  );
}
