/**
 * <textgate-composer>: the dialog "Send a Text Message" in another site's page.
 *
 * The page sets `fetchToken`, which gets an embed token (createEmbedToken) from the page's own server, and
 * calls `open()`, optionally with what it knows of the text. Events: `composer-sent` with the message ID as its detail, and `composer-close`.
 */
import { render } from "preact";

import { Embedded } from "./Embedded";
import { formatTyped } from "./phone";
import { tokenClient, type FetchToken } from "./tokenClient";
import composerCss from "./composer.css?inline";
import controlsCss from "../ui/controls.css?inline";
import dialogCss from "../ui/dialog.css?inline";
import statusCss from "../ui/status.css?inline";
import tokensCss from "../ui/tokens.css?inline";

const NAME = "textgate-composer";
// The API has the origin of this script.
const SERVER = new URL(import.meta.url).origin;

// A shadow tree inherits styles from the host page: reset them at the root.
const RESET = ".root { all: initial; }";

function styles(): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  const css = [RESET, tokensCss, controlsCss, statusCss, dialogCss, composerCss].join("\n");
  // The host page defines the size of a rem, and many pages make it small.
  sheet.replaceSync(css.replace(/([\d.]+)rem\b/g, (_, rem: string) => `${Number(rem) * 16}px`));
  return sheet;
}

interface Opening {
  /** The recipient's phone number. */
  to?: string;
  body?: string;
  /** The location or queue to send from. */
  senderId?: string;
  /** The recipient. `to` precedes the contact's phone number. */
  contact?: { name?: string; phone?: string };
  /** Reserved: accounts have no templates yet. */
  template?: string;
}

class TextgateComposer extends HTMLElement {
  /** Resolves with a new embed token. A property: other scripts could read an attribute. */
  fetchToken: FetchToken | null = null;
  #root: HTMLElement | null = null;

  open({ to, body, senderId, contact, template }: Opening = {}): void {
    if (!this.fetchToken) throw new Error(`${NAME}: no fetchToken`);
    if (!this.#root) {
      const shadow = this.attachShadow({ mode: "open" });
      shadow.adoptedStyleSheets = [styles()];
      this.#root = document.createElement("div");
      this.#root.className = "root";
      shadow.append(this.#root);
    }
    if (template) console.warn(`${NAME}: no templates yet`);
    const client = tokenClient(`${SERVER}/graphql`, this.fetchToken);
    const phone = to ?? contact?.phone;
    render(
      <Embedded
        client={client}
        initial={{
          to: phone && formatTyped(phone, 0).value,
          body,
          sender: senderId,
          name: contact?.name,
          isUntouched: true,
        }}
        onSent={(id) => this.#emit("composer-sent", id)}
        onClose={() => this.close()}
      />,
      this.#root,
    );
  }

  close(): void {
    if (!this.#root?.firstChild) return;
    render(null, this.#root);
    this.#emit("composer-close", null);
  }

  disconnectedCallback(): void {
    if (this.#root) render(null, this.#root);
  }

  #emit(name: string, detail: string | null): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

// A page may load the script twice, but a name can be defined only once.
if (!customElements.get(NAME)) customElements.define(NAME, TextgateComposer);
