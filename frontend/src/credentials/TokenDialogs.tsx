/** Dialogs that create an API token, which is shown once, and that revoke one. */
import { useState } from "preact/hooks";

import { useClient } from "../api/client";
import { CreateApiTokenDocument, RevokeApiTokenDocument, type ListedApiTokenFragment } from "../gql/apiTokens";
import { apiTokens } from "../i18n/apiTokens";
import { common } from "../i18n/common";
import { Dialog } from "../ui/Dialog";
import { DialogForm } from "../ui/DialogForm";
import { TextField } from "../ui/Field";
import { OnceDialog } from "../ui/OnceDialog";
import { useForm } from "../ui/useForm";

const MAX_NAME = 100;

export function CreateToken({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const client = useClient();
  const [secret, setSecret] = useState<string | null>(null);
  const form = useForm<"name">({
    initial: { name: "" },
    validate: ({ name }): { name?: string } => (name.trim() ? {} : { name: common.required(apiTokens.name) }),
    submit: async ({ name }) => {
      const input = { name: name.trim() };
      const { createApiToken } = await client.request(CreateApiTokenDocument, { input });
      const refused = createApiToken.userErrors[0];
      if (refused) return { [refused.field[0] === "name" ? "name" : ""]: refused.message };
      setSecret(createApiToken.token);
    },
  });
  if (secret !== null) {
    return (
      <OnceDialog
        title={apiTokens.shownTitle}
        label={apiTokens.token}
        secret={secret}
        warning={apiTokens.shownOnce}
        hint={apiTokens.shownHint}
        onDone={onDone}
      />
    );
  }
  return (
    <Dialog title={apiTokens.createTitle} onClose={onClose}>
      <DialogForm form={form} save={apiTokens.create} saving={apiTokens.creating} onClose={onClose}>
        <TextField
          label={apiTokens.name}
          hint={apiTokens.nameHint}
          field={form.field("name")}
          autocomplete="off"
          maxLength={MAX_NAME}
          required
        />
      </DialogForm>
    </Dialog>
  );
}

interface RevokeProps {
  token: ListedApiTokenFragment;
  onClose: () => void;
  onDone: (message: string) => void;
}

export function RevokeToken({ token, onClose, onDone }: RevokeProps) {
  const client = useClient();
  const form = useForm<never>({
    initial: {},
    validate: () => ({}),
    submit: async () => {
      const input = { id: token.id };
      const { revokeApiToken } = await client.request(RevokeApiTokenDocument, { input });
      const refused = revokeApiToken.userErrors[0];
      if (refused) return { "": refused.message };
      onDone(apiTokens.revokedNow(token.name));
    },
  });
  return (
    <Dialog title={apiTokens.revokeTitle(token.name)} onClose={onClose}>
      <DialogForm form={form} save={apiTokens.revoke} saving={apiTokens.revoking} isDanger onClose={onClose}>
        <p>{apiTokens.revokeHint}</p>
      </DialogForm>
    </Dialog>
  );
}
