/** The page while the server cannot be reached: whether a user is signed in is unknown. */
import type { ApiError } from "../api/client";
import { people } from "../i18n/people";
import { Page } from "../ui/Page";
import { Failure } from "../ui/Waiting";

export function Unreachable({ error, onRetry }: { error: ApiError; onRetry: () => void }) {
  return (
    <Page title={people.unreachable}>
      <Failure error={error} onRetry={onRetry} />
    </Page>
  );
}
