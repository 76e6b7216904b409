/** The button that opens the composer, for users who may send. Loads the composer's code on demand. */
import type { ComponentType } from "preact";
import { useState } from "preact/hooks";

import { ApiError } from "../api/client";
import { explain } from "../i18n/common";
import { composer } from "../i18n/composer";
import { useMay } from "../session";
import { toast } from "../ui/Toasts";
import type { ComposerDialogProps } from "./ComposerDialog";

type Composer = ComponentType<Omit<ComposerDialogProps, "MissingInfo">>;

// Browsers cache a successful import(), and repeat a failed one.
const load = async (): Promise<Composer> => (await import("./Composer")).Composer;

export function SendText({ accountId }: { accountId: string }) {
  const may = useMay();
  const [opened, setOpened] = useState<{ Composer: Composer } | null>(null);
  if (!may("SEND_MESSAGES")) return null;
  const open = () =>
    load().then(
      (Composer) => setOpened({ Composer }),
      () => toast(explain(new ApiError("NETWORK", "")), "bad"),
    );
  // A pointer on the button means that a click is likely.
  const prepare = () => void load().catch(() => undefined);
  return (
    <>
      <button
        type="button"
        class="button primary"
        onPointerEnter={prepare}
        onFocus={prepare}
        onClick={() => void open()}
      >
        {composer.open}
      </button>
      {opened && <opened.Composer accountId={accountId} onClose={() => setOpened(null)} />}
    </>
  );
}
