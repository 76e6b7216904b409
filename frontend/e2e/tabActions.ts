/** User actions in a tab for interleavings.spec.ts, run by a script in the page so that they take milliseconds. */
import type { Page } from "@playwright/test";

import type { TestUser } from "./tabs";

export type Kind = "write" | "send" | "role" | "sign in" | "sign out";

export interface Target {
  /** The account that sends texts. */
  account: string;
  /** The name of the user whose role changes. */
  colleague: string;
}

export interface ActionInput {
  user: TestUser;
  target: Target;
  /** A recipient's number. */
  to: string;
}

/** Performs an action as far as the tab's state allows it. The page may navigate in the middle. */
export async function act(tab: Page, kind: Kind, input: ActionInput, isSecond = false): Promise<void> {
  try {
    await tab.evaluate(
      ([kind, input]) => (window as unknown as { act: (kind: Kind, input: ActionInput) => Promise<void> }).act(kind, input),
      [kind, input] as const,
    );
  } catch (error) {
    if (!/context was destroyed|navigat|Cannot find context/i.test(String(error))) throw error;
    await tab.waitForLoadState();
    // A user was signed in: the form is on the next page.
    if (kind === "sign in" && !isSecond) await act(tab, kind, input, true);
  }
}

/** Runs in every page before its scripts: adds the shown user to each request, and defines the actions. */
export function inPage(): void {
  const PATIENCE = 1_500;
  const shown = () => document.querySelector(".avatar-button")?.getAttribute("aria-label")?.replace("Menu of ", "") ?? "";
  const originalFetch = window.fetch;
  window.fetch = (url, init) => {
    const headers = { ...(init?.headers as Record<string, string>), "X-Test-Shown": encodeURIComponent(shown()) };
    return originalFetch(url, { ...init, headers });
  };

  const all = <E extends HTMLElement>(selector: string, text = "") =>
    [...document.querySelectorAll<E>(selector)].filter((element) => element.textContent?.includes(text));
  /** Waits for an element, unless the page is covered. */
  const waitFor = async <E extends HTMLElement>(selector: string, text = ""): Promise<E> => {
    for (const end = performance.now() + PATIENCE; performance.now() < end; ) {
      const element = all<E>(selector, text).at(-1);
      if (element) return element;
      if (cover() && !selector.startsWith("dialog.opaque")) break;
      await new Promise((again) => setTimeout(again, 10));
    }
    throw new Error(`missing element: ${selector} ${text}`);
  };
  const fill = (field: HTMLElement, value: string) => {
    (field as HTMLInputElement).value = value;
    field.dispatchEvent(new Event(field instanceof HTMLSelectElement ? "change" : "input", { bubbles: true }));
  };
  const settled = () => new Promise((drawn) => setTimeout(drawn, 20));
  const go = (path: string) => {
    history.pushState(null, "", path);
    dispatchEvent(new PopStateEvent("popstate"));
  };
  const cover = () => document.querySelector<HTMLElement>("dialog.opaque");
  /** The composer's form, unless its text is sent. */
  const composer = () => document.querySelector("dialog input[type=tel]")?.closest("form");
  const closeDialogs = async () => {
    for (const dialog of all("dialog:not(.opaque)")) {
      dialog.querySelector<HTMLElement>(".close")?.click();
      await settled();
      all("dialog button.danger").at(-1)?.click();
    }
  };

  /** Signs a user in if the page needs it; returns whether the page is usable. */
  const ensureSignedIn = async (input: ActionInput): Promise<boolean> => {
    const isUsable = () => shown() !== "" && !cover();
    if (!isUsable()) await actions["sign in"](input);
    return isUsable();
  };

  const actions: Record<Kind, (input: ActionInput) => Promise<void>> = {
    async "sign in"({ user }) {
      const covered = cover();
      if (!covered && shown()) {
        (await waitFor(".shell-head button")).click();
        // The form is on the next page, unless the server refuses the sign-out.
        await waitFor("dialog.opaque");
        return;
      }
      covered?.querySelector<HTMLElement>(".dialog-foot .button:not(.primary)")?.click();
      const scope = covered ? "dialog.opaque " : "";
      fill(await waitFor(`${scope}input[type=email]`), user.email);
      fill(await waitFor(`${scope}input[type=password]`), user.password);
      await settled();
      (await waitFor(`${scope}form button[type=submit]`)).click();
      for (let waited = 0; waited < 50 && all(`${scope}input[type=password]`).length > 0; waited++) await settled();
    },
    async "sign out"() {
      if (shown() && !cover()) (await waitFor(".shell-head button")).click();
      await settled();
    },
    async write(input) {
      const { target, to } = input;
      if (!(await ensureSignedIn(input))) return;
      if (!composer()) {
        await closeDialogs();
        go(shown() === "Grace Admin" ? `/accounts/${target.account}` : "/");
        (await waitFor("button.primary", "Send a text")).click();
      }
      fill(await waitFor("dialog input[type=tel]"), to);
      fill(await waitFor("dialog textarea"), "Around and around");
      await settled();
    },
    async send(input) {
      if (!(await ensureSignedIn(input))) return;
      if (!composer()) await actions.write(input);
      composer()?.querySelector<HTMLElement>("button[type=submit]")?.click();
      await settled();
    },
    async role(input) {
      const { target } = input;
      if (!(await ensureSignedIn(input)) || shown() === "Dan Desk") return;
      await closeDialogs();
      go("/users");
      (await waitFor("button", `Change role: ${target.colleague}`)).click();
      const select = await waitFor<HTMLSelectElement>("dialog select");
      fill(select, select.value === "ACCOUNT_ADMIN" ? "ACCOUNT_SENDER" : "ACCOUNT_ADMIN");
      await settled();
      (await waitFor("dialog form button[type=submit]")).click();
      await settled();
    },
  };

  const act = async (kind: Kind, input: ActionInput) => {
    // Skip an action that the page's state no longer allows.
    await actions[kind](input).catch(() => undefined);
  };
  Object.assign(window, { act });
}
