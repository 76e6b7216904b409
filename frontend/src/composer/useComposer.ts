/** The composer's state: draft, validation, sending, outcome, and Add Number. */
import { useState } from "preact/hooks";

import { ApiError, useClient } from "../api/client";
import { RequestSmsNumberDocument, SendSmsDocument } from "../gql/composer";
import type { ReasonFragment } from "../gql/fragments";
import { composer, picker } from "../i18n/composer";
import { explain } from "../i18n/common";
import type { Tone } from "../ui/Chip";
import { useForm, type Errors, type Form } from "../ui/useForm";
import type { Draft } from "./draft";
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

/** What the composer begins with: a draft, or what the page that opens it knows. */
export type Prefill = Partial<Draft> & {
  /** The recipient's name. */
  name?: string | undefined;
};

export interface Composing {
  form: Form<Names>;
  /** What would be lost now; null for nothing. */
  draft: Draft | null;
  /** The recipient's name, if the page knows it. */
  name: string | undefined;
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
  initial: Prefill = {},
): Composing {
  const client = useClient();
  const { account, senders } = data;
  const { to = "", body = "", isUntouched, name } = initial;
  // An unknown sender chooses nothing: no text may leave from an unintended number.
  const isAsked = account.effectiveSenderPreselection === "ALWAYS_ASK";
  const [sender] = useState(() =>
    initial.sender === undefined
      ? isAsked
        ? ""
        : (initialSender(senders, lastSender(account.id))?.id ?? "")
      : (senders.find(({ id }) => id === initial.sender)?.id ?? ""),
  );
  const [key, setKey] = useState(initial.key);
  const [keys] = useState(() => new Keys(key, to, sender, body));
  const [notice, setNotice] = useState<Notice | null>(null);
  const [sentId, setSentId] = useState<string | null>(null);
  // As the source says: users with missing details fill them in before they text.
  const [prompt, setPrompt] = useState<Prompt | null>(() =>
    account.businessDetails.isComplete || senders.some(isApproved) ? null : { reasons: [] },
  );

  const form = useForm<Names>({
    initial: { to, sender, body },
    validate,
    submit: async ({ to, sender, body }) => {
      setNotice(null);
      const idempotencyKey = keys.of(to, sender, body);
      setKey(idempotencyKey);
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
      keys.clear();
      setKey(undefined);
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
        default:
          return refused(result.message);
      }
    } catch (error) {
      if (error instanceof ApiError) return refused(explain(error));
      throw error;
    }
  };

  const { values } = form;
  const isNew = (field: "to" | "body") =>
    values[field] !== "" && (!isUntouched || values[field] !== initial[field]);
  return {
    form,
    draft: !sentId && (isNew("to") || isNew("body")) ? { ...values, key } : null,
    name,
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
      form.reset({ to: "", body: "", ...(isAsked && { sender: "" }) });
      setSentId(null);
      setNotice(null);
    },
  };
}
