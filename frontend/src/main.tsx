/** The browser's entry point: the sign-in page, or the pages of the signed-in user. */
import { render } from "preact";

import "./ui/fonts.css";
import "./ui/tokens.css";
import "./ui/page-tokens.css";
import "./ui/controls.css";
import "./ui/status.css";
import "./ui/details.css";
import "./ui/dialog.css";
import "./ui/layout.css";
import "./ui/outside.css";
import "./ui/filters.css";
import "./ui/parts.css";
import "./ui/table.css";
import "./ui/table-cards.css";
import { Shell } from "./frame/Shell";
import icon from "./icon.svg";
import { shell } from "./i18n/shell";
import { ForgotPassword } from "./sign-in/ForgotPassword";
import { SetPassword } from "./sign-in/SetPassword";
import { SignIn } from "./sign-in/SignIn";
import { Unreachable } from "./sign-in/Unreachable";
import { useAddress } from "./router";
import { prefetch } from "./routes";
import { SessionProvider, useSession } from "./session";
import { applyTheme } from "./ui/theme";
import { Toasts } from "./ui/Toasts";
import { Skeleton } from "./ui/Waiting";

function App() {
  const { session, failure, load } = useSession();
  const { pathname } = useAddress();
  // A link from an email works even if another user is signed in here.
  if (pathname === "/set-password") return <Outside page={<SetPassword />} />;
  if (session === undefined) {
    if (failure) return <Outside page={<Unreachable error={failure} onRetry={load} />} />;
    return (
      <main class="outside">
        <h1 class="hidden">{shell.product}</h1>
        <Skeleton lines={3} />
      </main>
    );
  }
  if (session) return <Shell />;
  return <Outside page={pathname === "/forgot-password" ? <ForgotPassword /> : <SignIn />} />;
}

function Outside({ page }: { page: preact.JSX.Element }) {
  return (
    <main class="outside">
      <div class="card">
        <p class="brand">
          <img src={icon} alt="" />
          {shell.product}
        </p>
        {page}
      </div>
      <p class="muted small">{shell.purpose}</p>
    </main>
  );
}

const root = document.getElementById("app");
if (root) {
  root.className = "root";
  applyTheme();
  prefetch(location.pathname);
  render(
    <SessionProvider>
      <App />
      <Toasts />
    </SessionProvider>,
    root,
  );
}
