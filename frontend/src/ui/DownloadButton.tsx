/** A button that downloads a file. A failure is a toast. */
import { useState } from "preact/hooks";

import { ApiError } from "../api/client";
import { download } from "../api/download";
import { explain } from "../i18n/common";
import { useSession } from "../session";
import { toast } from "./Toasts";

interface DownloadButtonProps {
  path: string;
  label: string;
  /** Replaces the label during the download. */
  busy?: string;
  class?: string;
}

export function DownloadButton({ path, label, busy = label, class: className = "button" }: DownloadButtonProps) {
  const { whileSignedIn } = useSession();
  const [isBusy, setIsBusy] = useState(false);
  const onClick = async () => {
    if (isBusy) return;
    setIsBusy(true);
    try {
      await whileSignedIn(() => download(path));
    } catch (error) {
      toast(explain(error instanceof ApiError ? error : new ApiError("INTERNAL", "")), "bad");
    }
    setIsBusy(false);
  };
  return (
    <button type="button" class={className} aria-disabled={isBusy} onClick={() => void onClick()}>
      {isBusy ? busy : label}
    </button>
  );
}
