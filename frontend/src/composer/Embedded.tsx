/** The composer in another site's page, for the account of its embed token. */
import { ClientContext, type Client } from "../api/client";
import { useQuery } from "../api/useQuery";
import { EmbeddedAccountDocument } from "../gql/operations";
import { composer } from "../i18n/composer";
import { Dialog } from "../ui/Dialog";
import { Waiting } from "../ui/Waiting";
import { ComposerDialog } from "./ComposerDialog";

interface EmbeddedProps {
  client: Client;
  onSent: (messageId: string) => void;
  onClose: () => void;
}

export function Embedded({ client, onSent, onClose }: EmbeddedProps) {
  return (
    <ClientContext.Provider value={client}>
      <OfToken onSent={onSent} onClose={onClose} />
    </ClientContext.Provider>
  );
}

function OfToken({ onSent, onClose }: Omit<EmbeddedProps, "client">) {
  const query = useQuery(EmbeddedAccountDocument, {});
  const accountId = query.data?.viewer.accountId;
  if (accountId) {
    // Embed tokens cannot change details. Without the pop-up, the script stays small.
    const props = { accountId: String(accountId), MissingInfo: null, onSent, onClose };
    return <ComposerDialog {...props} />;
  }
  return (
    <Dialog title={composer.title} onClose={onClose}>
      <div class="dialog-body">
        <Waiting query={query}>
          {() => <p class="notice bad">{composer.wrongToken}</p>}
        </Waiting>
      </div>
    </Dialog>
  );
}
