/** Numbers and details for account users: the portal's account page, limited by permissions. */
import { useViewer } from "../session";
import { AccountPage } from "./Account";

export function Practice() {
  const { account } = useViewer();
  return account && <AccountPage id={account.id} base="/numbers" />;
}
