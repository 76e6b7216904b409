/** Whose page this is: every request that goes with the session's cookie names its user (docs/access.md). */
let owner: string | null = null;

/** From now on the page is this user's. */
export const belongTo = (userId: string) => void (owner = userId);

export const ownerHeader = (): Record<string, string> =>
  owner === null ? {} : { "X-Textgate-User": owner };
