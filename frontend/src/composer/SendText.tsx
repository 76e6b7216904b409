/** The button that opens the dialog Send a Text Message, for whoever may send. */
import { useState } from "preact/hooks";

import { composer } from "../i18n/composer";
import { useMay } from "../session";
import { Composer } from "./Composer";

export function SendText({ accountId }: { accountId: string }) {
  const may = useMay();
  const [isOpen, setIsOpen] = useState(false);
  if (!may("SEND_MESSAGES")) return null;
  return (
    <>
      <button type="button" class="button primary" onClick={() => setIsOpen(true)}>
        {composer.open}
      </button>
      {isOpen && <Composer accountId={accountId} onClose={() => setIsOpen(false)} />}
    </>
  );
}
