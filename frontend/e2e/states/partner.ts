/** States of the frame, the home page, and other pages that are about no single account. */
import { change, type Json } from "../api";
import { expect } from "../fixtures";
import { dialog, press, refused, visit, type State } from "./state";

export const REQUEST = {
  id: "account_request_0",
  askedBy: "Front Desk",
  note: "We cannot text patients about the new office.",
  createdAt: "2026-11-30T15:00:00Z",
};

const ADMIN: Omit<State, "role">[] = [
  { name: "home", open: ({ page }) => visit(page, "/", "Home") },
  {
    name: "home, everything needs attention and the chart's table shown",
    open: async ({ page }) => {
      await change(page, "Overview", ({ viewer, overview }) => {
        viewer.partner.smsEnabled = false;
        overview.smsNumbers = ["APPROVED", "PENDING", "REJECTED"].map((status, index) => ({ status, count: 40 * index + 1 }));
        overview.sends.forEach((day: Json, index: number) => Object.assign(day, { accepted: index, refused: 2 }));
        overview.previousSends.forEach((day: Json, index: number) => Object.assign(day, { accepted: 12 - index % 7, refused: 1 }));
      });
      await change(page, "Trends", ({ overview: { trends } }) => {
        Object.assign(trends.texts, { current: 1280, previous: 1104 });
        Object.assign(trends.deliveryRate, { current: 0.978, previous: 0.991 });
        Object.assign(trends.approvalRate, { current: 0.92, previous: 0.85 });
        Object.assign(trends.hoursToApproval, { current: 61, previous: 75 });
        Object.assign(trends.optOutRate, { current: 0.004, previous: 0.004 });
      });
      await change(page, "Attention", ({ requested, rejected, overdue, incomplete }) => {
        for (const kind of [rejected, overdue, incomplete]) kind.totalCount = 12;
        const [account] = incomplete.nodes;
        Object.assign(requested, { totalCount: 1, nodes: [{ ...REQUEST, account }] });
      });
      await change(page, "MenuCounts", ({ accountRequests }) => (accountRequests.totalCount = 1));
      await visit(page, "/", "Home");
      await page.locator("summary").first().click();
    },
  },
  {
    name: "home, nothing needs attention",
    open: async ({ page }) => {
      await change(page, "Attention", (kinds) => {
        for (const kind of Object.values(kinds) as Json[]) Object.assign(kind, { totalCount: 0, nodes: [] });
      });
      await change(page, "Trends", ({ overview: { trends } }) => {
        for (const trend of Object.values(trends) as Json[]) Object.assign(trend, { current: null, previous: null });
      });
      await visit(page, "/", "Home");
      await expect(page.getByText("Nothing needs your attention")).toBeVisible();
    },
  },
  {
    name: "home, a bar of the chart chosen",
    open: async ({ page }) => {
      await visit(page, "/", "Home");
      await page.getByRole("group", { name: /chart$/ }).focus();
      await page.keyboard.press("ArrowLeft");
      await expect(page.locator(".chart-tip")).toBeVisible();
    },
  },
  {
    name: "home without accounts",
    open: async ({ page }) => {
      await change(page, "Overview", ({ overview }) => (overview.accounts.total = 0));
      await visit(page, "/", "Home");
      await expect(page.getByText("No accounts yet")).toBeVisible();
    },
  },
  {
    name: "all parts",
    open: async ({ page }) => {
      // This page always shows a skeleton.
      await page.goto("/ui?code=4070");
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Parts");
      await expect(page.locator(".skeleton").first()).toBeVisible();
    },
  },
  {
    name: "keyboard shortcuts",
    open: async ({ page }) => {
      await visit(page, "/", "Home");
      await page.keyboard.press("?");
      await dialog(page, "Keyboard shortcuts");
    },
  },
  {
    name: "user menu",
    open: async ({ page }) => {
      await visit(page, "/", "Home");
      await press(page, /^Menu of/);
      await expect(page.getByRole("button", { name: "Sign out" })).toBeVisible();
    },
  },
  {
    name: "menu of a phone",
    open: async ({ page }) => {
      await page.setViewportSize({ width: 390, height: 844 });
      await visit(page, "/", "Home");
      await press(page, "More");
      await dialog(page, "Menu");
    },
  },
  { name: "business details", open: ({ page }) => visit(page, "/business-details", "Business Details") },
  {
    name: "business details, some missing",
    open: async ({ page }) => {
      await change(page, "PartnerDetails", ({ viewer }) => {
        viewer.partner.businessDetails.website = null;
        viewer.partner.businessDetails.missing = ["WEBSITE"];
      });
      await visit(page, "/business-details", "Business Details");
      await expect(page.getByText(/^Missing: /)).toBeVisible();
    },
  },
  {
    name: "business details edited",
    open: async ({ page }) => {
      await visit(page, "/business-details/edit", "Business Details");
      await expect(page.getByLabel("Legal name")).toBeVisible();
    },
  },
  {
    name: "business details saved",
    open: async ({ page }) => {
      await visit(page, "/business-details/edit", "Business Details");
      await press(page, "Save");
      await expect(page.getByText("Successfully edited Business Details")).toBeVisible();
    },
  },
  { name: "audit log", open: ({ page }) => visit(page, "/audit-log", "Audit Log") },
  {
    name: "audit log, filtered by object and actor with an open entry",
    open: async ({ page }) => {
      await visit(page, "/audit-log?action=SIGNED_IN", "Audit Log");
      await page.getByRole("button", { name: /^Details of Signed in/ }).first().click();
      const actor = await page.getByRole("link", { name: /^All entries by/ }).getAttribute("href");
      await page.getByRole("link", { name: "All entries about this object" }).click();
      await expect(page.getByRole("button", { name: "Clear Object" })).toBeVisible();
      await visit(page, `${page.url()}&${actor?.split("?")[1]}`, "Audit Log");
      await page.getByRole("button", { name: /^Details of/ }).first().click();
    },
  },
  {
    name: "audit log, no entries",
    open: ({ page }) => visit(page, "/audit-log?until=2001-01-01", "Audit Log"),
  },
  { name: "reports", open: ({ page }) => visit(page, "/reports", "Reports") },
  {
    name: "reports, custom range with the chart's table",
    open: async ({ page }) => {
      await visit(page, "/reports?since=2026-01-01&until=2026-12-31", "Reports");
      await page.locator("summary").click();
    },
  },
  {
    name: "reports, unknown outcome",
    open: async ({ page }) => {
      await visit(page, "/reports?code=4999", "Reports");
      await expect(page.getByRole("heading", { name: "No outcome “4999”" })).toBeVisible();
    },
  },
  {
    name: "reports, start date after end date",
    open: async ({ page }) => {
      await visit(page, "/reports?since=2026-02-01&until=2026-01-01", "Reports");
      await refused(page);
    },
  },
  {
    name: "reports, no messages",
    open: ({ page }) => visit(page, "/reports?since=2021-01-01&until=2021-01-02", "Reports"),
  },
];

export const PARTNER: State[] = ADMIN.map((state) => ({ ...state, role: "PARTNER_ADMIN" }));
