/** All pages: URL pattern, required permission, menu label, and lazily loaded component. */
import type { ComponentType } from "preact";

import type { Session } from "./api/auth";
import { menu } from "./i18n/menu";
import { match, type PageProps } from "./router";

export interface Route {
  pattern: string;
  /** The label in the menu. A page without one is linked from other pages. */
  label?: string;
  needs?: string;
  load: () => Promise<ComponentType<PageProps>>;
}

const PARTNER: Route[] = [
  {
    pattern: "/",
    label: menu.home,
    load: async () => (await import("./reporting/Home")).Home,
  },
  {
    pattern: "/verifications",
    label: menu.verifications,
    load: async () => (await import("./verification/Verifications")).Verifications,
  },
  {
    pattern: "/accounts",
    label: menu.accounts,
    load: async () => (await import("./accounts/Accounts")).Accounts,
  },
  {
    pattern: "/accounts/new",
    needs: "CREATE_ACCOUNTS",
    load: async () => (await import("./accounts/NewAccount")).NewAccount,
  },
  {
    pattern: "/accounts/:id",
    load: async () => (await import("./accounts/Account")).Account,
  },
  {
    pattern: "/audit-log",
    label: menu.auditLog,
    needs: "READ_AUDIT_LOG",
    load: async () => (await import("./audit/AuditLog")).AuditLog,
  },
  {
    pattern: "/business-details",
    label: menu.businessDetails,
    load: async () => (await import("./accounts/BusinessDetails")).BusinessDetails,
  },
  {
    pattern: "/users",
    label: menu.users,
    needs: "MANAGE_USERS",
    load: async () => (await import("./people/Users")).Users,
  },
  {
    pattern: "/webhooks",
    label: menu.webhooks,
    needs: "MANAGE_WEBHOOKS",
    load: async () => (await import("./webhooks/Webhooks")).Webhooks,
  },
  {
    pattern: "/webhooks/:id",
    needs: "MANAGE_WEBHOOKS",
    load: async () => (await import("./webhooks/Webhook")).Webhook,
  },
  {
    pattern: "/reports",
    label: menu.reports,
    needs: "READ_REPORTS",
    load: async () => (await import("./reporting/Reports")).Reports,
  },
];

const ACCOUNT: Route[] = [
  {
    pattern: "/",
    label: menu.messages,
    load: async () => (await import("./messaging/Messages")).Messages,
  },
  {
    pattern: "/numbers",
    label: menu.numbers,
    load: async () => (await import("./accounts/Practice")).Practice,
  },
  {
    pattern: "/users",
    label: menu.users,
    needs: "MANAGE_USERS",
    load: async () => (await import("./people/Users")).Users,
  },
  {
    pattern: "/reports",
    label: menu.reports,
    needs: "READ_REPORTS",
    load: async () => (await import("./reporting/Reports")).Reports,
  },
];

const EVERYBODY: Route[] = [
  {
    pattern: "/profile",
    load: async () => (await import("./sign-in/Profile")).Profile,
  },
];

/** The pages of a user, in the order of the menu. */
export function routesOf(session: Session): Route[] {
  const own = session.account ? ACCOUNT : PARTNER;
  return [...own, ...EVERYBODY].filter(
    ({ needs }) => !needs || session.permissions.includes(needs),
  );
}

/** Starts to load a page's code while the session is still loading. */
export function prefetch(path: string): void {
  // The home page depends on the user.
  if (path === "/") return;
  const route = [...PARTNER, ...ACCOUNT, ...EVERYBODY].find(({ pattern }) => match(pattern, path));
  // A failed load is repeated when the page renders, and reported there.
  route?.load().catch(() => undefined);
}
