/** The bar above GraphiQL: link to Textgate, current user, and token. */
import icon from "../src/icon.svg";
import type { Viewer } from "./client";
import { TokenForm } from "./TokenForm";
import { ROLES, words } from "./words";

interface BarProps {
  viewer: Viewer | null;
  isByToken: boolean;
  onToken: (token: string) => Promise<void>;
  onForget: () => void;
}

export function Bar({ viewer, isByToken, onToken, onForget }: BarProps) {
  return (
    <header className="page-bar">
      <a className="page-brand" href="/" title={words.back}>
        <img src={icon} alt="" />
        {words.product}
      </a>
      <h1>{words.title}</h1>
      <a className="page-back" href="/">
        {words.back}
      </a>
      <p className="page-who" aria-live="polite">
        {viewer && (
          <>
            {words.signedInAs} <strong>{viewer.name}</strong>, {ROLES[viewer.role] ?? viewer.role} · {viewer.partner.name}
            {isByToken && <span className="page-chip">{words.byToken}</span>}
          </>
        )}
      </p>
      {viewer && !isByToken && <TokenForm onToken={onToken} />}
      {isByToken && (
        <button type="button" className="page-button" onClick={onForget}>
          {words.removeToken}
        </button>
      )}
    </header>
  );
}
