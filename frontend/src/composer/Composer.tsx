/** The dialog Send a Text Message as our own pages have it, with the pop-up for missing details. */
import { MissingBusinessInfo } from "../details/MissingBusinessInfo";
import "./composer.css";
import { ComposerDialog, type ComposerDialogProps } from "./ComposerDialog";

export function Composer(props: Omit<ComposerDialogProps, "MissingInfo">) {
  return <ComposerDialog {...props} MissingInfo={MissingBusinessInfo} />;
}
