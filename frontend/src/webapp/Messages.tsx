/** The first page of a practice's people: send a text, and see what became of the last ones. */
import { useState } from "preact/hooks";

import { Composer } from "../composer/Composer";
import { composer } from "../i18n/composer";
import { messages } from "../i18n/messages";
import { useMay, useViewer } from "../session";
import { Page } from "../ui/Page";
import { MessageList } from "./MessageList";

export function Messages() {
  const { account } = useViewer();
  const may = useMay();
  const [isOpen, setIsOpen] = useState(false);
  if (!account) return null;
  const send = may("SEND_MESSAGES") && (
    <button type="button" class="button primary" onClick={() => setIsOpen(true)}>
      {composer.open}
    </button>
  );
  return (
    <Page title={messages.title} actions={send}>
      <MessageList accountId={account.id} />
      {isOpen && <Composer accountId={account.id} onClose={() => setIsOpen(false)} />}
    </Page>
  );
}
