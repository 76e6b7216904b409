/**
 * <textgate-composer>: the dialog Send a Text Message in a page of somebody else's.
 *
 * The page sets `fetchToken`, which asks the page's own server for an embed token (createEmbedToken), and
 * calls `open()`. Events: `composer-sent` with the message's id as its detail, `composer-close`.
 */
import { render } from "preact";

import { Embedded } from "./Embedded";
import { tokenClient, type FetchToken } from "./tokenClient";
import composerCss from "./composer.css?inline";
import controlsCss from "../ui/controls.css?inline";
import dialogCss from "../ui/dialog.css?inline";
import statusCss from "../ui/status.css?inline";
import tokensCss from "../ui/tokens.css?inline";

const NAME = "textgate-composer";
// Where this script came from is where the API is.
const SERVER = new URL(import.meta.url).origin;

// A shadow tree inherits from the page around it: our root begins from nothing.
const RESET = ".root { all: initial; }";

function styles(): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  const css = [RESET, tokensCss, controlsCss, statusCss, dialogCss, composerCss].join("\n");
  // The page decides how large a rem is, and many make it small.
  sheet.replaceSync(css.replace(/([\d.]+)rem\b/g, (_, rem: string) => `${Number(rem) * 16}px`));
  return sheet;
}

class TextgateComposer extends HTMLElement {
  /** Resolves with a fresh embed token; a property, never an attribute that others could read. */
  fetchToken: FetchToken | null = null;
  #root: HTMLElement | null = null;

  open(): void {
    if (!this.fetchToken) throw new Error(`${NAME}: set fetchToken before open()`);
    if (!this.#root) {
      const shadow = this.attachShadow({ mode: "open" });
      shadow.adoptedStyleSheets = [styles()];
      this.#root = document.createElement("div");
      this.#root.className = "root";
      shadow.append(this.#root);
    }
    const client = tokenClient(`${SERVER}/graphql`, this.fetchToken);
    render(
      <Embedded
        client={client}
        onSent={(id) => this.#tell("composer-sent", id)}
        onClose={() => this.close()}
      />,
      this.#root,
    );
  }

  close(): void {
    if (!this.#root?.firstChild) return;
    render(null, this.#root);
    this.#tell("composer-close", null);
  }

  disconnectedCallback(): void {
    if (this.#root) render(null, this.#root);
  }

  #tell(name: string, detail: string | null): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

// A page may load the script twice; the name can be taken once.
if (!customElements.get(NAME)) customElements.define(NAME, TextgateComposer);
