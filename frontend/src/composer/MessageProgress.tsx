/** A message's progress, polled until it is final: queued, sending, sent, delivered. */
import { useEffect, useRef, useState } from "preact/hooks";

import { useQuery } from "../api/useQuery";
import { MessageProgressDocument, type MessageProgressQuery, type MessageStatus } from "../gql/composer";
import { composer } from "../i18n/composer";
import { MESSAGE_STATUS } from "../i18n/common";
import { exactTime, phone } from "../i18n/format";
import { MessageChip } from "../ui/Chip";
import { Waiting } from "../ui/Waiting";

const POLL_EVERY = 1_000;
const FINAL: readonly MessageStatus[] = ["DELIVERED", "UNDELIVERED", "FAILED", "CANCELED"];
const STEPS: readonly MessageStatus[] = ["QUEUED", "SENDING", "SENT", "DELIVERED"];

type Message = Extract<MessageProgressQuery["node"], { __typename: "SmsMessage" }>;

export function MessageProgress({ messageId }: { messageId: string }) {
  const [isOver, setIsOver] = useState(false);
  const pollEvery = isOver ? null : POLL_EVERY;
  const query = useQuery(MessageProgressDocument, { id: messageId }, { pollEvery });
  const node = query.data?.node;
  const message = node?.__typename === "SmsMessage" ? node : null;
  useEffect(() => {
    if (message && FINAL.includes(message.status)) setIsOver(true);
  }, [message]);
  return <Waiting query={query}>{() => message && <Progress message={message} />}</Waiting>;
}

function Progress({ message }: { message: Message }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { status, events, failure } = message;
  const isBad = status === "UNDELIVERED" || status === "FAILED";
  const passed = events.map((event) => event.status);
  const ahead = FINAL.includes(status) ? [] : STEPS.slice(1 + lastOf(passed));
  return (
    <div class="stack">
      <div class="row spread">
        <h3 ref={heading} tabIndex={-1}>
          {isBad ? composer.failed : status === "DELIVERED" ? composer.delivered : composer.onItsWay}
        </h3>
        <span role="status">
          <MessageChip status={status} />
        </span>
      </div>
      <p class="muted">
        {phone(message.to)} · {message.sender.name}
      </p>
      <ol class="progress">
        {events.map((event) => (
          <li key={event.status} class={isBad && event.status === status ? "bad" : "done"}>
            {MESSAGE_STATUS[event.status]}
            <time class="muted small" dateTime={event.at}>
              {exactTime(event.at)}
            </time>
          </li>
        ))}
        {ahead.map((step) => (
          <li key={step} class="ahead">
            {MESSAGE_STATUS[step]}
          </li>
        ))}
      </ol>
      {failure && (
        <p class="notice bad">
          {failure.message}
          {failure.code !== null && ` (${failure.code})`}
        </p>
      )}
    </div>
  );
}

/** The index in STEPS of the last of these statuses. */
function lastOf(passed: readonly MessageStatus[]): number {
  return Math.max(...passed.map((status) => STEPS.indexOf(status)), 0);
}
