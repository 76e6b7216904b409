/** A postal address in one line, as on an envelope. */
import type { PostalAddressFragment } from "../gql/fragments";

export function oneLine(address: PostalAddressFragment): string {
  const stateAndZip = [address.state, address.postalCode].filter(Boolean).join(" ");
  return [address.address1, address.address2, address.city, stateAndZip, address.countryCode]
    .filter(Boolean)
    .join(", ");
}
