/** The composer's state: draft, validation, sending, outcome, and Add Number. */
import { useRef, useState } from "preact/hooks";

import { ApiError, useClient } from "../api/client";
import { RequestSmsNumberDocument, SendSmsDocument } from "../gql/operations";
import type { ReasonFragment } from "../gql/operations";
import { composer, picker } from "../i18n/composer";
import { explain } from "../i18n/common";
import type { Tone } from "../ui/Chip";
import { useForm, type Errors, type Form } from "../ui/useForm";
import { Keys } from "./key";
import { outcomeOf, type Names } from "./outcome";
import { looksComplete } from "./phone";
import {
  initialSender,
  isApproved,
  lastSender,
  rememberSender,
  type ComposerData,
  type Sender,
} from "./senders";
import { MAX_LENGTH } from "./sms";

export interface Notice {
  tone: Tone;
  message: string;
}

/** Why the pop-up for missing details is open. */
export interface Prompt {
  reasons: readonly ReasonFragment[];
  /** The sender that needs a number once the details are saved. */
  sender?: Sender;
}

export interface Composing {
  form: Form<Names>;
  notice: Notice | null;
  sentId: string | null;
  prompt: Prompt | null;
  openPrompt: (reasons?: readonly ReasonFragment[]) => void;
  closePrompt: () => void;
  /** Call when the details are saved. Resolves with the result of a pending Add Number, or null. */
  onDetailsSaved: () => Promise<Notice | null>;
  add: (sender: Sender) => Promise<string | null>;
  startAnother: () => void;
}

function validate(values: Record<Names, string>): Errors<Names> {
  const errors: Errors<Names> = {};
  if (!values.to.trim()) errors.to = composer.toNeeded;
  else if (!looksComplete(values.to)) errors.to = composer.toWrong;
  if (!values.sender) errors.sender = composer.fromNeeded;
  if (!values.body.trim()) errors.body = composer.messageNeeded;
  else if ([...values.body].length > MAX_LENGTH) errors.body = composer.messageLong;
  return errors;
}

export function useComposer(
  data: ComposerData,
  refetch: () => Promise<void>,
  onSent: (messageId: string) => void,
): Composing {
  const client = useClient();
  const { account, senders } = data;
  const keys = useRef(new Keys());
  const [notice, setNotice] = useState<Notice | null>(null);
  const [sentId, setSentId] = useState<string | null>(null);
  const [initial] = useState(() => initialSender(senders, lastSender(account.id))?.id ?? "");
  // As the source says: users with missing details fill them in before they text.
  const [prompt, setPrompt] = useState<Prompt | null>(() =>
    account.businessDetails.isComplete || senders.some(isApproved) ? null : { reasons: [] },
  );

  const form = useForm<Names>({
    initial: { to: "", sender: initial, body: "" },
    validate,
    submit: async ({ to, sender, body }) => {
      setNotice(null);
      const idempotencyKey = keys.current.of(to, sender, body);
      const input = { senderId: sender, to, body, idempotencyKey };
      let outcome;
      try {
        outcome = outcomeOf(await client.request(SendSmsDocument, { input }));
      } catch (error) {
        if (error instanceof ApiError && error.code === "NETWORK") {
          // Keep the key: if the server accepted the text, a retry does not send it twice.
          return { "": composer.unsure };
        }
        throw error;
      }
      keys.current.clear();
      switch (outcome.kind) {
        case "sent":
          rememberSender(account.id, sender);
          setSentId(outcome.messageId);
          onSent(outcome.messageId);
          return;
        case "invalid":
          return outcome.errors;
        case "insufficient":
          setNotice({ tone: "bad", message: outcome.message });
          setPrompt({ reasons: outcome.reasons });
          break;
        case "refused":
          setNotice(outcome);
      }
      // A refusal may have requested verification: reload the picker's statuses.
      await refetch();
    },
  });

  const request = async (sender: Sender): Promise<Notice | null> => {
    const refused = (message: string): Notice => ({ tone: "bad", message });
    try {
      const { requestSmsNumber: result } = await client.request(RequestSmsNumberDocument, {
        input: { senderId: sender.id },
      });
      switch (result.__typename) {
        case "RequestSmsNumberSuccess":
          await refetch();
          return { tone: "ok", message: picker.added(sender.name) };
        case "BusinessDetailsInsufficientError":
          setPrompt({ reasons: result.rejectionReasons, sender });
          return null;
        case "SmsNotEnabledError":
          return refused(composer.notEnabledYet);
        case "AccountInactiveError":
          return refused(composer.inactive);
        case "InvalidInputError":
          return refused(result.message);
      }
    } catch (error) {
      if (error instanceof ApiError) return refused(explain(error));
      throw error;
    }
  };

  return {
    form,
    notice,
    sentId,
    prompt,
    openPrompt: (reasons = []) => setPrompt({ reasons }),
    closePrompt: () => setPrompt(null),
    onDetailsSaved: async () => {
      const result = prompt?.sender ? await request(prompt.sender) : null;
      if (result?.tone !== "ok") await refetch();
      return result;
    },
    add: async (sender) => (await request(sender))?.message ?? null,
    startAnother: () => {
      form.reset({ to: "", body: "" });
      setSentId(null);
      setNotice(null);
    },
  };
}
