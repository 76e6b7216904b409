/** The composer on Textgate's own pages, with the pop-up for missing details. */
import { MissingBusinessInfo } from "../details/MissingBusinessInfo";
import "./composer.css";
import { ComposerDialog, type ComposerDialogProps } from "./ComposerDialog";

export function Composer(props: Omit<ComposerDialogProps, "MissingInfo">) {
  return <ComposerDialog {...props} MissingInfo={MissingBusinessInfo} />;
}
