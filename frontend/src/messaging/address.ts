/** Addresses of an account's messages: the list, and each message in the thread with its recipient. */
import { useAddress } from "../router";
import { useViewer } from "../session";

export interface Place {
  /** The list, with its filters. */
  list: string;
  hrefOf: (messageId: string) => string;
  /** The message in the URL. */
  messageId: string | null;
}

export function usePlace(accountId: string): Place {
  const { account } = useViewer();
  const { pathname, search } = useAddress();
  const base = account ? "/messages" : `/accounts/${accountId}/messages`;
  return {
    // The list is the home page of account users.
    list: (account ? "/" : base) + search,
    hrefOf: (id) => `${base}/${id}${search}`,
    messageId: pathname.startsWith(`${base}/`) ? pathname.slice(base.length + 1) : null,
  };
}
