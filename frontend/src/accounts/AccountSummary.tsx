/** An account in one line: the state of its details and numbers, its ID, and its city. */
import type { AccountQuery } from "../gql/account";
import { account as words } from "../i18n/account";
import { placeOf } from "../i18n/format";
import { Chip, TONE_OF_NUMBER } from "../ui/Chip";
import { DetailsChip } from "./DetailsChip";

type Data = NonNullable<AccountQuery["account"]>;

export function AccountSummary({ account }: { account: Data }) {
  const { city, state } = account.businessDetails.effective.address;
  const place = [city && placeOf(city), state].filter(Boolean).join(", ");
  const numbers = (["approved", "pending", "rejected"] as const).filter((status) => account[status].totalCount > 0);
  return (
    <>
      <span>{account.externalId}</span>
      {place && <span>{place}</span>}
      {!account.isActive && <Chip tone="bad">{words.inactive}</Chip>}
      <DetailsChip account={account} isNamed />
      {numbers.map((status) => (
        <Chip key={status} tone={TONE_OF_NUMBER[status.toUpperCase() as keyof typeof TONE_OF_NUMBER]}>
          {words.numberChips[status](account[status].totalCount)}
        </Chip>
      ))}
      {numbers.length === 0 && <Chip tone="none">{words.noNumbers}</Chip>}
    </>
  );
}
