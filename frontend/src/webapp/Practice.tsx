/** A practice's own numbers and business details: the page that its partner has of it, as far as it may. */
import { Account } from "../portal/Account";
import { useViewer } from "../session";

export function Practice() {
  const { account } = useViewer();
  return account && <Account params={{ id: account.id }} />;
}
