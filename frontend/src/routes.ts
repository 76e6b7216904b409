/** All pages: URL patterns, required permission, menu entry, and lazily loaded component. */
import {
  BadgeCheck,
  Building2,
  ChartColumn,
  ClipboardList,
  Hash,
  House,
  KeyRound,
  MessageSquareText,
  ScrollText,
  SlidersHorizontal,
  Users,
  Webhook,
  type IconNode,
} from "lucide";
import type { ComponentType } from "preact";

import type { Session } from "./api/auth";
import { menu } from "./i18n/menu";
import { match, type PageProps } from "./router";

export const GROUPS = ["top", "texting", "numbers", "settings"] as const;

export interface MenuEntry {
  label: string;
  /** For the bar of a phone. */
  short?: string;
  group: (typeof GROUPS)[number];
  icon: IconNode;
  /** The key after "g" that opens the page. */
  key: string;
}

export interface Route {
  pattern: string;
  /** Addresses of the page's tabs. */
  also?: string[];
  /** A page without one is linked from other pages. */
  entry?: MenuEntry;
  needs?: string;
  load: () => Promise<ComponentType<PageProps>>;
}

const USERS: Route = {
  pattern: "/users",
  entry: { label: menu.users, group: "settings", icon: Users, key: "u" },
  needs: "MANAGE_USERS",
  load: async () => (await import("./people/Users")).Users,
};
const REPORTS: Route = {
  pattern: "/reports",
  entry: { label: menu.reports, group: "texting", icon: ChartColumn, key: "r" },
  needs: "READ_REPORTS",
  load: async () => (await import("./reporting/Reports")).Reports,
};

// The first four entries are in the bar of a phone.
const PARTNER: Route[] = [
  {
    pattern: "/",
    entry: { label: menu.home, group: "top", icon: House, key: "h" },
    load: async () => (await import("./reporting/Home")).Home,
  },
  {
    pattern: "/accounts",
    entry: { label: menu.accounts, group: "texting", icon: Building2, key: "a" },
    load: async () => (await import("./accounts/Accounts")).Accounts,
  },
  {
    pattern: "/accounts/new",
    needs: "CREATE_ACCOUNTS",
    load: async () => (await import("./accounts/NewAccount")).NewAccount,
  },
  {
    pattern: "/accounts/import",
    needs: "CREATE_ACCOUNTS",
    load: async () => (await import("./imports/ImportAccounts")).ImportAccounts,
  },
  {
    pattern: "/accounts/import/:id",
    needs: "CREATE_ACCOUNTS",
    load: async () => (await import("./imports/Import")).Import,
  },
  {
    pattern: "/accounts/:id",
    also: [
      "/accounts/:id/details",
      "/accounts/:id/details/edit",
      "/accounts/:id/details/account",
      "/accounts/:id/messages",
      "/accounts/:id/messages/:message",
      "/accounts/:id/users",
      "/accounts/:id/activity",
    ],
    load: async () => (await import("./accounts/Account")).Account,
  },
  {
    pattern: "/verifications",
    entry: {
      label: menu.verifications,
      short: menu.short.verifications,
      group: "numbers",
      icon: BadgeCheck,
      key: "v",
    },
    load: async () => (await import("./verification/Verifications")).Verifications,
  },
  REPORTS,
  {
    pattern: "/business-details",
    also: ["/business-details/edit"],
    entry: { label: menu.businessDetails, group: "numbers", icon: ClipboardList, key: "b" },
    load: async () => (await import("./accounts/BusinessDetails")).BusinessDetails,
  },
  USERS,
  {
    pattern: "/webhooks",
    entry: { label: menu.webhooks, group: "settings", icon: Webhook, key: "w" },
    needs: "MANAGE_WEBHOOKS",
    load: async () => (await import("./webhooks/Webhooks")).Webhooks,
  },
  {
    pattern: "/webhooks/:id",
    also: ["/webhooks/:id/settings"],
    needs: "MANAGE_WEBHOOKS",
    load: async () => (await import("./webhooks/Webhook")).Webhook,
  },
  {
    pattern: "/api-tokens",
    entry: { label: menu.apiTokens, group: "settings", icon: KeyRound, key: "t" },
    needs: "MANAGE_API_TOKENS",
    load: async () => (await import("./credentials/ApiTokens")).ApiTokens,
  },
  {
    pattern: "/settings",
    entry: { label: menu.settings, group: "settings", icon: SlidersHorizontal, key: "s" },
    needs: "EDIT_PARTNER",
    load: async () => (await import("./accounts/PartnerSettings")).PartnerSettings,
  },
  {
    pattern: "/audit-log",
    entry: { label: menu.auditLog, group: "settings", icon: ScrollText, key: "l" },
    needs: "READ_AUDIT_LOG",
    load: async () => (await import("./audit/AuditLog")).AuditLog,
  },
];

const ACCOUNT: Route[] = [
  {
    pattern: "/",
    also: ["/messages/:message"],
    entry: { label: menu.messages, group: "texting", icon: MessageSquareText, key: "m" },
    load: async () => (await import("./messaging/Messages")).Messages,
  },
  {
    pattern: "/numbers",
    also: ["/numbers/details", "/numbers/details/edit", "/numbers/details/account"],
    entry: {
      label: menu.numbers,
      short: menu.short.numbers,
      group: "numbers",
      icon: Hash,
      key: "n",
    },
    load: async () => (await import("./accounts/Practice")).Practice,
  },
  REPORTS,
  USERS,
];

// Developers' own machines.
const IS_LOCAL = ["localhost", "127.0.0.1", "[::1]"].includes(location.hostname);
const SHOWCASE: Route = {
  pattern: "/ui",
  also: ["/ui/two"],
  load: async () => (await import("./showcase/Showcase")).Showcase,
};

const EVERYBODY: Route[] = [
  ...(IS_LOCAL ? [SHOWCASE] : []),
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
  const route = [...PARTNER, ...ACCOUNT, ...EVERYBODY].find(({ pattern, also = [] }) =>
    [pattern, ...also].some((known) => match(known, path)),
  );
  // A failed load is repeated when the page renders, and reported there.
  route?.load().catch(() => undefined);
}
