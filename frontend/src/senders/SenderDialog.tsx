/** The dialog that adds or edits a location or queue. */
import { useClient, type Client } from "../api/client";
import {
  CreateLocationDocument,
  CreateQueueDocument,
  UpdateLocationDocument,
  UpdateQueueDocument,
  type SenderRowFragment,
} from "../gql/account";
import type { UserErrorsFragment } from "../gql/fragments";
import { account as words } from "../i18n/account";
import { common } from "../i18n/common";
import { Dialog } from "../ui/Dialog";
import { DialogForm } from "../ui/DialogForm";
import { CheckField, TextField } from "../ui/Field";
import { toast } from "../ui/Toasts";
import { useForm, type Errors, type Refusals } from "../ui/useForm";

export interface SenderEdit {
  kind: "Location" | "Queue";
  /** The sender to edit; omit to add one. */
  sender?: SenderRowFragment;
}

interface SenderDialogProps {
  accountId: string;
  edit: SenderEdit;
  onClose: () => void;
  refetch: () => Promise<void>;
}

const NAMES = ["name", "externalId", "isDefault"] as const;
type Names = (typeof NAMES)[number];

interface SenderInput {
  name: string;
  externalId: string | null;
  isDefault: boolean;
}

async function save(
  client: Client,
  accountId: string,
  { kind, sender }: SenderEdit,
  { isDefault, ...common }: SenderInput,
): Promise<readonly UserErrorsFragment[]> {
  // An account always has a default location: only another location can replace it.
  const location = isDefault ? { ...common, isDefault } : common;
  if (sender) {
    if (kind === "Queue") {
      const input = { id: sender.id, ...common };
      return (await client.request(UpdateQueueDocument, { input })).updateQueue.userErrors;
    }
    const input = { id: sender.id, ...location };
    return (await client.request(UpdateLocationDocument, { input })).updateLocation.userErrors;
  }
  if (kind === "Queue") {
    const input = { accountId, ...common };
    return (await client.request(CreateQueueDocument, { input })).createQueue.userErrors;
  }
  const input = { accountId, ...location };
  return (await client.request(CreateLocationDocument, { input })).createLocation.userErrors;
}

export function SenderDialog({ accountId, edit, onClose, refetch }: SenderDialogProps) {
  const client = useClient();
  const { kind, sender } = edit;
  const isDefault = sender?.__typename === "Location" && sender.isDefault;
  const form = useForm<Names>({
    initial: {
      name: sender?.name ?? "",
      externalId: sender?.externalId ?? "",
      isDefault: "",
    },
    validate: ({ name }) => {
      const errors: Errors<Names> = {};
      if (!name.trim()) errors.name = common.required(words.name);
      return errors;
    },
    submit: async (values) => {
      const name = values.name.trim();
      const errors = await save(client, accountId, edit, {
        name,
        externalId: values.externalId.trim() || null,
        isDefault: values.isDefault === "yes",
      });
      if (errors.length > 0) {
        const refused: Refusals<Names> = {};
        for (const { field, message } of errors) {
          refused[NAMES.find((name) => name === field[0]) ?? ""] = message;
        }
        return refused;
      }
      await refetch();
      toast(sender ? words.senderSaved(name) : words.senderAdded(name));
      onClose();
    },
  });
  const title = sender
    ? kind === "Queue"
      ? words.editQueue
      : words.editLocation
    : kind === "Queue"
      ? words.addQueue
      : words.addLocation;
  return (
    <Dialog title={title} onClose={onClose}>
      <DialogForm form={form} onClose={onClose}>
        <TextField
          label={words.name}
          hint={words.nameHint}
          field={form.field("name")}
          autocomplete="off"
          required
        />
        <TextField
          label={words.externalId}
          hint={words.senderIdHint}
          field={form.field("externalId")}
          autocomplete="off"
        />
        {kind === "Location" && !isDefault && (
          <CheckField
            label={words.makeDefault}
            hint={words.makeDefaultHint}
            field={form.field("isDefault")}
          />
        )}
      </DialogForm>
    </Dialog>
  );
}
