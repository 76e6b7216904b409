/** Numbers and business details for account users: the portal's account page, limited by permissions. */
import { Account } from "./Account";
import { useViewer } from "../session";

export function Practice() {
  const { account } = useViewer();
  return account && <Account params={{ id: account.id }} />;
}
