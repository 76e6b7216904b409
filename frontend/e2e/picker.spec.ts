/** Enter in a search field chooses a result, and never submits the form around it. */
import { spawn } from "node:child_process";
import { resolve } from "node:path";

import type { Locator, Page } from "@playwright/test";

import { answer, change, type Json } from "./api";
import { expect, test as freshTest } from "./fixtures";
import { test } from "./sharedPage";

const HOST = resolve(import.meta.dirname, "../../examples/embed/host.py");

const picker = (page: Page) => page.getByRole("combobox", { name: "Send From" });
const search = (page: Page) => page.getByPlaceholder("Search locations and queues");

/** Adds enough senders for the picker to have a search field; "Branch 2" is pending. Returns the sent inputs. */
async function manySenders(page: Page): Promise<Json[]> {
  const inputs: Json[] = [];
  await change(page, "Composer", ({ account }: Json) => {
    const [first] = account.senders.nodes;
    for (let more = 0; more < 9; more++) {
      const status = more === 2 ? "PENDING" : "APPROVED";
      account.senders.nodes.push({
        ...first,
        id: `location_${more}`,
        name: `Branch ${more}`,
        smsNumber: { ...first.smsNumber, id: `number_${more}`, phoneNumber: `+1406555020${more}`, status },
      });
    }
  });
  page.on("request", (request) => {
    const body = request.postData() ?? "";
    if (/mutation SendSms\b/.test(body)) inputs.push(JSON.parse(body).variables.input);
  });
  return inputs;
}

async function write(page: Page): Promise<void> {
  await page.getByLabel("Send to").fill("4065550144");
  await page.getByRole("textbox", { name: "Message" }).fill("See you at nine.");
  await expect(picker(page)).toHaveText("Default Location: (406) 555-0120");
}

const isFocused = (locator: Locator) =>
  locator.evaluate((element) => (element.getRootNode() as Document | ShadowRoot).activeElement === element);

/** Opens the picker and types into its search field, with the keyboard. */
async function searchFor(page: Page, words: string): Promise<void> {
  // Wait until the list is no longer filtered by an earlier search.
  await expect.poll(() => page.locator(".picker-row").count()).toBeGreaterThan(9);
  // Until then the picker ignores the key: it learns of its closing by an event that comes later.
  await expect(picker(page)).toHaveAttribute("aria-expanded", "false");
  await picker(page).press("ArrowDown");
  await expect(page.getByRole("radio", { checked: true, name: /\(406\)/ })).toBeFocused();
  // Skip the buttons of the rows before it.
  for (let tabs = 0; tabs < 3 && !(await isFocused(search(page))); tabs++) {
    await page.keyboard.press("Shift+Tab");
  }
  await expect(search(page)).toBeFocused();
  await page.keyboard.type(words);
}

async function enterChoosesAndNeverSends(page: Page, inputs: Json[]): Promise<void> {
  await write(page);
  await searchFor(page, "Branch 3");
  await page.keyboard.press("Enter");
  await expect(search(page)).toBeHidden();
  await expect(picker(page)).toBeFocused();
  await expect(picker(page)).toHaveText("Branch 3: (406) 555-0203");

  // Without an enabled match, nothing happens.
  for (const words of ["Nowhere", "Branch 2"]) {
    await searchFor(page, words);
    await page.keyboard.press("Enter");
    await expect(search(page)).toBeFocused();
    // The first Esc clears the search, the second closes the list.
    await page.keyboard.press("Escape");
    await expect(search(page)).toHaveValue("");
    await page.keyboard.press("Escape");
    await expect(search(page)).toBeHidden();
    await expect(picker(page)).toHaveText("Branch 3: (406) 555-0203");
  }

  // The arrow key moves the focus from the search field to the list.
  await searchFor(page, "Branch 4");
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("radio", { name: /Branch 4/ })).toBeFocused();
  await expect(picker(page)).toHaveText("Branch 3: (406) 555-0203");
  await page.keyboard.press("Escape");
  await expect(search(page)).toBeHidden();

  // Among several matches, Enter keeps the chosen one, or else takes the first.
  await searchFor(page, "Branch");
  await page.keyboard.press("Enter");
  await expect(picker(page)).toHaveText("Branch 3: (406) 555-0203");
  await searchFor(page, "0");
  await page.keyboard.press("Enter");
  await expect(picker(page)).toHaveText("Branch 0: (406) 555-0200");
  expect(inputs).toEqual([]);

  await page.getByRole("button", { name: "Send SMS Text" }).click();
  await expect.poll(() => inputs).toHaveLength(1);
  expect(inputs[0]).toMatchObject({ senderId: "location_0", to: "(406) 555-0144" });
}

test("Enter in the picker's search chooses the match, and sends nothing", async ({
  page,
  signIn,
}) => {
  await signIn("ACCOUNT_SENDER");
  const inputs = await manySenders(page);
  await page.goto("/");
  await page.getByRole("button", { name: "Send a text" }).click();
  await enterChoosesAndNeverSends(page, inputs);
});

test("Enter in the embedded picker's search chooses the match, and sends nothing", async ({
  page,
  demo,
  own,
}) => {
  const host = spawn("python3", [HOST, "--textgate", demo.url, "--account", "demo-northern", "--port", "0"], {
    env: { ...process.env, TEXTGATE_TOKEN: demo.credentials[0]?.token },
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const line = await new Promise((resolve) => host.stdout.once("data", resolve));
    const url = new URL(String(line).trim());
    own.add(url.origin);
    const inputs = await manySenders(page);
    await page.goto(url.href);
    await page.getByRole("button", { name: "Text this patient" }).click();
    await enterChoosesAndNeverSends(page, inputs);
  } finally {
    host.kill();
  }
});

test("keys of an IME composition do not choose, send, or close", async ({ page, signIn }) => {
  await signIn("ACCOUNT_SENDER");
  const inputs = await manySenders(page);
  await page.goto("/");
  await page.getByRole("button", { name: "Send a text" }).click();
  await write(page);
  await searchFor(page, "Branch 3");
  const compose = (key: string) => ({ key, isComposing: true, bubbles: true, cancelable: true });
  await search(page).dispatchEvent("keydown", compose("Enter"));
  await expect(picker(page)).toHaveText("Default Location: (406) 555-0120");
  await expect(search(page)).toBeFocused();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await expect(search(page)).toBeHidden();
  await page.getByLabel("Send to").dispatchEvent("keydown", compose("Escape"));
  await expect(page.getByRole("dialog", { name: "Send a Text Message" })).toBeVisible();
  await expect(page.getByRole("dialog", { name: "Discard this text?" })).toHaveCount(0);
  expect(inputs).toEqual([]);
});

test("Enter in a cleared account field restores the choice, and submits nothing", async ({
  page,
  signIn,
}) => {
  await signIn("PARTNER_ADMIN");
  const invited: string[] = [];
  await answer(page, "InviteUser", { inviteUser: { userErrors: [], user: null } });
  page.on("request", (request) => {
    if (/mutation InviteUser\b/.test(request.postData() ?? "")) invited.push(request.postData() ?? "");
  });
  await page.goto("/users");
  await page.getByRole("button", { name: /^Invite user/ }).click();
  await page.getByLabel("Email address").fill("new@acme.example");
  await page.getByLabel("Name").fill("Niels");
  const field = page.getByRole("combobox", { name: "Account (optional)" });
  const role = page.getByLabel("Role", { exact: true }).last();
  await field.fill("Northern");
  await page.getByRole("option", { name: /Northern Family Practice/ }).waitFor();
  await field.press("Enter");
  await expect(field).toHaveValue("Northern Family Practice");
  await role.selectOption("ACCOUNT_SENDER");
  await field.press("Control+A");
  await field.press("Delete");
  await field.press("Enter");
  await expect(field).toHaveValue("Northern Family Practice");
  expect(invited).toEqual([]);
  await field.press("Enter");
  await expect.poll(() => invited).toHaveLength(1);
});

const COUNTS = [1, 8, 9, 71];

/** Opens the composer of an account with this many approved senders. Returns the name of the last one. */
async function openWith(page: Page, total: number): Promise<string> {
  await change(page, "Composer", ({ account }: Json) => {
    const [first] = account.senders.nodes;
    const others = Array.from({ length: total - 1 }, (_, index) => ({
      ...first,
      id: `location_${index + 2}`,
      name: `Branch ${index + 2}`,
      smsNumber: { ...first.smsNumber, id: `number_${index + 2}`, phoneNumber: `+14065550${100 + index}` },
    }));
    account.senders.nodes = [first, ...others];
  });
  await page.goto("/");
  await page.getByRole("button", { name: "Send a text" }).click();
  await expect(page.getByLabel("Send to")).toBeVisible();
  return total === 1 ? "Default Location" : `Branch ${total}`;
}

const lastRow = (page: Page) => page.locator(".picker-row").last();

/** Expects the rows, and a search field only above many of them. */
async function expectRows(page: Page, total: number): Promise<void> {
  await expect(page.locator(".picker-row")).toHaveCount(total);
  await expect(search(page)).toHaveCount(total > 8 ? 1 : 0);
}

for (const total of COUNTS) {
  test(`the picker of ${total} senders works by mouse and by keyboard`, async ({ page, signIn }) => {
    await signIn("ACCOUNT_SENDER");
    const name = await openWith(page, total);
    await picker(page).click();
    await expectRows(page, total);
    await lastRow(page).click();
    await expect(search(page)).toBeHidden();
    await expect(picker(page)).toHaveText(new RegExp(`^${name}: `));
    await expect(picker(page)).toBeFocused();

    // From the last row, the arrow key leads to the first one.
    await picker(page).press("ArrowDown");
    await expect(lastRow(page).getByRole("radio")).toBeFocused();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect(picker(page)).toBeFocused();
    await expect(picker(page)).toHaveText("Default Location: (406) 555-0120");
  });
}

freshTest.describe("with a finger", () => {
  freshTest.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });
  for (const total of COUNTS) {
    freshTest(`the picker of ${total} senders works by touch`, async ({ page, signIn }) => {
      await signIn("ACCOUNT_SENDER");
      const name = await openWith(page, total);
      await picker(page).tap();
      await expectRows(page, total);
      const target = (await lastRow(page).locator("label").boundingBox())?.height ?? 0;
      expect(target).toBeGreaterThanOrEqual(44);
      await lastRow(page).getByText(name).tap();
      await expect(picker(page)).toHaveText(new RegExp(`^${name}: `));
      await expect(page.locator(".picker-popup")).toBeHidden();
    });
  }
});
