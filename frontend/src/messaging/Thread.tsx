/** All texts to one person, the newest last, with their statuses and what can be done about them. */
import { ArrowLeft, X } from "lucide";
import { useEffect, useRef, useState } from "preact/hooks";

import { ApiError, useClient } from "../api/client";
import { useQuery } from "../api/useQuery";
import { openComposer } from "../composer/address";
import { readDraft, type Draft } from "../composer/draft";
import {
  CancelSmsDocument,
  MessageRecipientDocument,
  ThreadDocument,
  type ThreadTextFragment,
} from "../gql/messages";
import { explain } from "../i18n/common";
import { minuteTime, phone } from "../i18n/format";
import { messages } from "../i18n/messages";
import { Link } from "../router";
import { useMay } from "../session";
import { MessageChip } from "../ui/Chip";
import { ConfirmDialog } from "../ui/Dialog";
import { useFocusOnMount } from "../ui/focus";
import { Icon } from "../ui/Icon";
import { toast } from "../ui/Toasts";
import { Waiting } from "../ui/Waiting";

const POLL_EVERY = 3_000;

interface ThreadProps {
  accountId: string;
  /** The text that the user opened. */
  messageId: string;
  /** The address of the list. */
  list: string;
}

export function Thread({ accountId, messageId, list }: ThreadProps) {
  const query = useQuery(MessageRecipientDocument, { id: messageId });
  return (
    <section class="card thread" aria-label={messages.text}>
      <Waiting query={query}>
        {({ node }) =>
          node?.__typename === "SmsMessage" ? (
            <WithRecipient accountId={accountId} messageId={messageId} list={list} to={node.to} />
          ) : (
            <Head title={messages.missing} list={list} />
          )
        }
      </Waiting>
    </section>
  );
}

function Head({ title, list }: { title: string; list: string }) {
  const heading = useFocusOnMount<HTMLHeadingElement>();
  return (
    <div class="thread-head">
      <Link class="thread-back" href={list}>
        <Icon of={ArrowLeft} />
        {messages.back}
      </Link>
      <h2 ref={heading} tabIndex={-1}>
        {title}
      </h2>
      <Link class="button plain icon thread-close" href={list} aria-label={messages.close}>
        <Icon of={X} />
      </Link>
    </div>
  );
}

function WithRecipient({ accountId, messageId, list, to }: ThreadProps & { to: string }) {
  const query = useQuery(ThreadDocument, { accountId, recipient: to }, { pollEvery: POLL_EVERY });
  const [compose, question] = useComposeAgain(accountId);
  const maySend = useMay()("SEND_MESSAGES");
  const opened = useRef<HTMLLIElement>(null);
  const isLoaded = query.data !== null;
  useEffect(() => {
    // After the focus on the heading, which scrolls, too.
    const timer = setTimeout(() => {
      const [text, box] = [opened.current, opened.current?.closest(".thread-texts")];
      if (!text || !box) return;
      // On a wide screen, only the thread scrolls.
      if (box.scrollHeight > box.clientHeight) box.scrollTop = text.offsetTop;
      else text.scrollIntoView({ block: "nearest" });
    });
    return () => clearTimeout(timer);
  }, [isLoaded]);
  return (
    <>
      <Head title={messages.thread(phone(to))} list={list} />
      <Waiting query={query}>
        {({ account }) => {
          const texts = [...(account?.messages.nodes ?? [])].reverse();
          const newest = texts.at(-1);
          return (
            <>
              <div class="thread-texts" role="region" aria-label={messages.thread(phone(to))} tabIndex={0}>
                {account?.messages.pageInfo.hasNextPage && <p class="muted small">{messages.older}</p>}
                <ol>
                  {texts.map((text) => (
                    <li
                      key={text.id}
                      ref={text.id === messageId ? opened : undefined}
                      aria-current={text.id === messageId ? "true" : undefined}
                    >
                      <Text text={text} compose={maySend ? compose : null} refetch={query.refetch} />
                    </li>
                  ))}
                </ol>
              </div>
              {maySend && newest && (
                <div class="thread-foot">
                  <button
                    type="button"
                    class="button"
                    onClick={() => compose({ to: phone(to), sender: newest.sender.id })}
                  >
                    {messages.again}
                  </button>
                </div>
              )}
            </>
          );
        }}
      </Waiting>
      {question}
    </>
  );
}

type Compose = (draft: Partial<Draft>) => void;

/** Opens the composer filled. Asks first if that would replace a draft. */
function useComposeAgain(accountId: string): [Compose, preact.JSX.Element | null] {
  const [asked, setAsked] = useState<Partial<Draft> | null>(null);
  const compose: Compose = (draft) => {
    const kept = readDraft(accountId);
    if (kept && !kept.isUntouched) setAsked(draft);
    else openComposer(accountId, draft);
  };
  const question = asked && (
    <ConfirmDialog
      title={messages.replaceTitle}
      message={messages.replaceHint}
      confirm={messages.replace}
      cancel={messages.keep}
      onConfirm={() => {
        setAsked(null);
        openComposer(accountId, asked);
      }}
      onCancel={() => {
        setAsked(null);
        openComposer(accountId);
      }}
    />
  );
  return [compose, question];
}

interface TextProps {
  text: ThreadTextFragment;
  /** null for users who may not send. */
  compose: Compose | null;
  refetch: () => Promise<void>;
}

function Text({ text, compose, refetch }: TextProps) {
  const { id, to, body, status, createdAt, sentBy, segments, sender, from, failure, canCancel } = text;
  const about = [sentBy, messages.segments(segments)];
  return (
    <>
      <p class="bubble text">{body}</p>
      <p class="muted small">
        <time dateTime={createdAt}>{minuteTime(createdAt)}</time> · {sender.name}{" "}
        {from.phoneNumber && <span class="number">{phone(from.phoneNumber)}</span>} ·{" "}
        {about.filter(Boolean).join(" · ")}
      </p>
      {failure && <p class="failure small">{messages.failed(failure.message, failure.code)}</p>}
      <div class="row">
        <span role="status">
          <MessageChip status={status} />
        </span>
        {compose && failure && (
          <button
            type="button"
            class="link small"
            onClick={() => compose({ to: phone(to), sender: sender.id, body })}
          >
            {messages.edit}
          </button>
        )}
        {compose && canCancel && <CancelText id={id} refetch={refetch} />}
      </div>
    </>
  );
}

function CancelText({ id, refetch }: { id: string; refetch: () => Promise<void> }) {
  const client = useClient();
  const [isBusy, setIsBusy] = useState(false);
  const cancel = async () => {
    if (isBusy) return;
    setIsBusy(true);
    try {
      const { cancelSms } = await client.request(CancelSmsDocument, { input: { id } });
      const isCanceled = cancelSms.userErrors.length === 0;
      toast(isCanceled ? messages.canceled : messages.tooLate, isCanceled ? "ok" : "bad");
      await refetch();
    } catch (error) {
      toast(explain(error instanceof ApiError ? error : new ApiError("INTERNAL", "")), "bad");
    }
    setIsBusy(false);
  };
  return (
    <button type="button" class="link small" aria-disabled={isBusy} onClick={() => void cancel()}>
      {messages.cancel}
    </button>
  );
}
