/** What a person does in a tab, done by a script in the page so that it takes milliseconds; see interleavings.spec.ts. */
import type { Page } from "@playwright/test";

import type { Person } from "./tabs";

export type Kind = "write" | "send" | "role" | "sign in" | "sign out";

export interface Place {
  /** Where texts are sent. */
  account: string;
  /** Whose role is changed. */
  colleague: string;
}

export interface Given {
  who: Person;
  place: Place;
  /** A recipient's number. */
  to: string;
}

/** Does what the tab allows in the state that it is in. A page that goes away in the middle of it is part of it. */
export async function act(tab: Page, kind: Kind, given: Given, isSecond = false): Promise<void> {
  try {
    await tab.evaluate(
      ([kind, given]) => (window as unknown as { act: (kind: Kind, given: Given) => Promise<void> }).act(kind, given),
      [kind, given] as const,
    );
  } catch (error) {
    if (!/context was destroyed|navigat|Cannot find context/i.test(String(error))) throw error;
    await tab.waitForLoadState();
    // Somebody was signed in: the form is on the page that came after it.
    if (kind === "sign in" && !isSecond) await act(tab, kind, given, true);
  }
}

/** Runs in every page before its own scripts: tells with each request whom the page shows, and has the actions. */
export function inPage(): void {
  const PATIENCE = 1_500;
  const shown = () => document.querySelector(".shell-head a[href='/profile']")?.textContent ?? "";
  const ask = window.fetch;
  window.fetch = (url, init) => {
    const headers = { ...(init?.headers as Record<string, string>), "X-Test-Shown": encodeURIComponent(shown()) };
    return ask(url, { ...init, headers });
  };

  const all = <E extends HTMLElement>(selector: string, text = "") =>
    [...document.querySelectorAll<E>(selector)].filter((each) => each.textContent?.includes(text));
  /** Waits for an element, as long as the page is not covered by something else. */
  const found = async <E extends HTMLElement>(selector: string, text = ""): Promise<E> => {
    for (const end = performance.now() + PATIENCE; performance.now() < end; ) {
      const element = all<E>(selector, text).at(-1);
      if (element) return element;
      if (cover() && !selector.startsWith("dialog.opaque")) break;
      await new Promise((again) => setTimeout(again, 10));
    }
    throw new Error(`not there: ${selector} ${text}`);
  };
  const type = (field: HTMLElement, value: string) => {
    (field as HTMLInputElement).value = value;
    field.dispatchEvent(new Event(field instanceof HTMLSelectElement ? "change" : "input", { bubbles: true }));
  };
  const settled = () => new Promise((drawn) => setTimeout(drawn, 20));
  const go = (path: string) => {
    history.pushState(null, "", path);
    dispatchEvent(new PopStateEvent("popstate"));
  };
  const cover = () => document.querySelector<HTMLElement>("dialog.opaque");
  /** The form of a text that is not sent yet. */
  const composer = () => document.querySelector("dialog input[type=tel]")?.closest("form");
  const closeDialogs = async () => {
    for (const dialog of all("dialog:not(.opaque)")) {
      dialog.querySelector<HTMLElement>(".close")?.click();
      await settled();
      all("dialog button.danger").at(-1)?.click();
    }
  };

  /** Whether somebody is signed in on the page; a person whose work it is signs in where nobody is. */
  const isIn = async (given: Given): Promise<boolean> => {
    const isUsable = () => shown() !== "" && !cover();
    if (!isUsable()) await actions["sign in"](given);
    return isUsable();
  };

  const actions: Record<Kind, (given: Given) => Promise<void>> = {
    async "sign in"({ who }) {
      const covered = cover();
      if (!covered && shown()) {
        (await found(".shell-head button")).click();
        // The form is on the next page, unless this one may not sign anybody out.
        await found("dialog.opaque");
        return;
      }
      covered?.querySelector<HTMLElement>(".dialog-foot .button:not(.primary)")?.click();
      const scope = covered ? "dialog.opaque " : "";
      type(await found(`${scope}input[type=email]`), who.email);
      type(await found(`${scope}input[type=password]`), who.password);
      await settled();
      (await found(`${scope}form button[type=submit]`)).click();
      for (let waited = 0; waited < 50 && all(`${scope}input[type=password]`).length > 0; waited++) await settled();
    },
    async "sign out"() {
      if (shown() && !cover()) (await found(".shell-head button")).click();
      await settled();
    },
    async write(given) {
      const { place, to } = given;
      if (!(await isIn(given))) return;
      if (!composer()) {
        await closeDialogs();
        go(shown() === "Grace Admin" ? `/accounts/${place.account}` : "/");
        (await found("button.primary", "Send a text")).click();
      }
      type(await found("dialog input[type=tel]"), to);
      type(await found("dialog textarea"), "Around and around");
      await settled();
    },
    async send(given) {
      if (!(await isIn(given))) return;
      if (!composer()) await actions.write(given);
      composer()?.querySelector<HTMLElement>("button[type=submit]")?.click();
      await settled();
    },
    async role(given) {
      const { place } = given;
      if (!(await isIn(given)) || shown() === "Dan Desk") return;
      await closeDialogs();
      go("/users");
      (await found("button", `Change role: ${place.colleague}`)).click();
      const select = await found<HTMLSelectElement>("dialog select");
      type(select, select.value === "ACCOUNT_ADMIN" ? "ACCOUNT_SENDER" : "ACCOUNT_ADMIN");
      await settled();
      (await found("dialog form button[type=submit]")).click();
      await settled();
    },
  };

  const act = async (kind: Kind, given: Given) => {
    // A step that the page's state does not allow any more is left out.
    await actions[kind](given).catch(() => undefined);
  };
  Object.assign(window, { act });
}
