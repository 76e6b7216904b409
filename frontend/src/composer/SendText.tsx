/** The button that opens the composer, for users who may send, and the composer. Loads its code on demand. */
import { MessageSquarePlus } from "lucide";
import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";

import { ApiError } from "../api/client";
import { explain } from "../i18n/common";
import { onPages } from "../i18n/composer";
import { useSearch } from "../router";
import { useMay } from "../session";
import { Icon } from "../ui/Icon";
import { toast } from "../ui/Toasts";
import { closeComposer, COMPOSE, openComposer } from "./address";

type Composer = ComponentType<{ accountId: string }>;

// Browsers cache a successful import(), and repeat a failed one.
const load = async (): Promise<Composer> => (await import("./Composer")).Composer;

export function SendText({ accountId }: { accountId: string }) {
  const maySend = useMay()("SEND_MESSAGES");
  const [search] = useSearch();
  const [loaded, setLoaded] = useState<{ Composer: Composer } | null>(null);
  const isOpen = maySend && search.has(COMPOSE);
  useEffect(() => {
    if (!isOpen || loaded) return;
    load().then(
      (Composer) => setLoaded({ Composer }),
      () => {
        closeComposer();
        toast(explain(new ApiError("NETWORK", "")), "bad");
      },
    );
  }, [isOpen, loaded]);
  if (!maySend) return null;
  // A pointer on the button means that a click is likely.
  const prepare = () => void load().catch(() => undefined);
  return (
    <>
      <button
        type="button"
        class="button primary"
        onPointerEnter={prepare}
        onFocus={prepare}
        onClick={() => openComposer(accountId)}
      >
        <Icon of={MessageSquarePlus} />
        {onPages.open}
      </button>
      {isOpen && loaded && <loaded.Composer accountId={accountId} />}
    </>
  );
}
