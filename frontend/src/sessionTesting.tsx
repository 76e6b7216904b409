/** What the tests of the session share: users, a page inside SessionProvider, and ways to act on it. */
import { render, type ComponentType } from "preact";
import { act } from "preact/test-utils";
import { vi } from "vitest";

import type { Session } from "./api/auth";
import type { Document } from "./api/client";
import { SessionProvider } from "./session";

export const sessionOf = (id: string, name: string): Session => ({
  user: { id, name, email: `${name.toLowerCase()}@acme.example`, role: "PARTNER_ADMIN", hasSecondFactor: false },
  permissions: [],
  partner: { id: "partner_1", name: "Acme" },
  account: null,
  secondsLeft: 28_800,
  idleSeconds: 900,
});
export const ADA = sessionOf("user_1", "Ada");
export const GRACE = sessionOf("user_2", "Grace");

export const DOCUMENT = { toString: () => "mutation { save }" } as Document<{ save: string }, object>;

let root: HTMLElement;

/** Renders a page inside SessionProvider, with `fetch` answered by `server`. */
export async function openPage(Page: ComponentType, server: typeof fetch): Promise<void> {
  vi.stubGlobal("fetch", server);
  root = document.createElement("div");
  document.body.append(root);
  await act(() =>
    render(
      <SessionProvider>
        <Page />
      </SessionProvider>,
      root,
    ),
  );
  await settle();
}

export function closePage(): void {
  render(null, root);
  root.remove();
  vi.unstubAllGlobals();
}

/** Waits for pending responses and renders. */
export const settle = () => act(() => new Promise((resolve) => setTimeout(resolve, 20)));

export const find = <E extends Element>(selector: string) => root.querySelector<E>(selector);
export const dialogs = () => root.querySelectorAll("dialog");
export const coverText = () => find("dialog")?.textContent ?? "";

export async function press(selector: string): Promise<void> {
  await act(() => find<HTMLElement>(selector)?.click());
  await settle();
}

/** Fills in the form that covers the page, by the types of its inputs, and submits it. */
export async function signIn(values: { email?: string; password: string }): Promise<void> {
  await act(() => {
    for (const [type, value] of Object.entries(values)) {
      const input = find<HTMLInputElement>(`dialog input[type=${type}]`);
      if (!input) throw new Error(`the cover has no ${type} field`);
      input.value = value;
      input.dispatchEvent(new Event("input", { bubbles: true }));
    }
  });
  await act(() => {
    find("dialog form")?.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
  });
  await settle();
}
