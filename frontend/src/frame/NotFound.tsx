/** The page for unknown addresses, and for objects that do not exist or belong to others. */
import { FileQuestionMark } from "lucide";

import { shell } from "../i18n/shell";
import { Link } from "../router";
import { Empty } from "../ui/Empty";
import { Page } from "../ui/Page";
import { focusSearch } from "./focusSearch";

interface NotFoundProps {
  /** The list that may have the object, or the user's first page. */
  href?: string;
  label: string;
}

export function NotFound({ href = "/", label }: NotFoundProps) {
  return (
    <Page title={shell.notFound}>
      <Empty icon={FileQuestionMark} title={shell.notFoundHint}>
        <p>{shell.notFoundNext}</p>
        <div class="row">
          <button type="button" class="button primary" onClick={focusSearch}>
            {shell.search}
          </button>
          <Link class="button" href={href}>
            {label}
          </Link>
        </div>
      </Empty>
    </Page>
  );
}
