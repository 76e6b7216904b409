/** The state of an account's business details. Complete ones that the carrier rejected need action, too. */
import { isFinal } from "../details/Reasons";
import type { AccountQuery } from "../gql/account";
import type { ReasonFragment } from "../gql/fragments";
import { account as words } from "../i18n/account";
import { Chip } from "../ui/Chip";

type Data = NonNullable<AccountQuery["account"]>;

/** The carrier's reasons that other details can fix, without repetitions. */
export function reasonsToFix({ rejected }: Pick<Data, "rejected">): ReasonFragment[] {
  const reasons = rejected.nodes
    .map(({ verification }) => verification?.rejectionReasons ?? [])
    .filter((reasons) => !isFinal(reasons))
    .flat();
  return [...new Map(reasons.map((reason) => [reason.code, reason])).values()];
}

/** `isNamed`: outside of the card of the details. */
export function DetailsChip({ account, isNamed = false }: { account: Data; isNamed?: boolean }) {
  const { isComplete } = account.businessDetails;
  const isRejected = reasonsToFix(account).length > 0;
  const state = !isComplete ? words.isIncomplete : isRejected ? words.actionNeeded : words.isComplete;
  return (
    <Chip tone={isComplete && !isRejected ? "ok" : "bad"}>
      {isNamed ? words.detailsAre(state.toLowerCase()) : state}
    </Chip>
  );
}
