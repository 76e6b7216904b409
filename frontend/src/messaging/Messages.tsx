/** The home page of account users: recent messages and the button that sends a text. */
import { SendText } from "../composer/SendText";
import { messages } from "../i18n/messages";
import { useViewer } from "../session";
import { Page } from "../ui/Page";
import { MessageList } from "./MessageList";

export function Messages() {
  const { account } = useViewer();
  if (!account) return null;
  return (
    <Page title={messages.title} actions={<SendText accountId={account.id} />}>
      <MessageList accountId={account.id} />
    </Page>
  );
}
