/** The page's user. Every request with the session cookie names that user (docs/access.md). */
let owner: string | null = null;

/** Sets the page's user. */
export const belongTo = (userId: string) => void (owner = userId);

export const ownerId = () => owner;

export const ownerHeader = (): Record<string, string> =>
  owner === null ? {} : { "X-Textgate-User": owner };
