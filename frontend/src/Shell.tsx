/** The frame around every page of a signed-in user: header, menu, and the page itself. */
import type { ComponentType } from "preact";
import { useCallback, useEffect, useState } from "preact/hooks";

import { ApiError } from "./api/client";
import icon from "./icon.svg";
import { shell } from "./i18n/shell";
import { menu } from "./i18n/menu";
import { Link, match, useAddress, type PageProps } from "./router";
import { routesOf, type Route } from "./routes";
import { useSession, useViewer } from "./session";
import { Page } from "./ui/Page";
import { Failure, Skeleton } from "./ui/Waiting";

export function Shell() {
  const session = useViewer();
  const { leave } = useSession();
  const { pathname } = useAddress();
  const routes = routesOf(session);
  return (
    <div class="shell">
      <a class="button skip" href="#content">
        {shell.skip}
      </a>
      <header class="shell-head">
        <Link class="brand" href="/">
          <img src={icon} alt="" />
          {shell.product}
        </Link>
        <span class="muted">{session.account?.name ?? session.partner.name}</span>
        <Link href="/profile">{session.user.name}</Link>
        <button type="button" class="button" onClick={() => void leave()}>
          {shell.signOut}
        </button>
      </header>
      <nav class="menu" aria-label={shell.menu}>
        <ul>
          {routes.map(
            ({ pattern, label }) =>
              label && (
                <li key={pattern}>
                  <Link href={pattern} aria-current={isBelow(pathname, pattern) ? "page" : undefined}>
                    {label}
                  </Link>
                </li>
              ),
          )}
          {!session.account && (
            <li>
              <a href="/graphiql">{menu.explore}</a>
            </li>
          )}
        </ul>
      </nav>
      <main class="main" id="content" tabIndex={-1}>
        <Current routes={routes} path={pathname} />
      </main>
    </div>
  );
}

/** Whether a path is a menu entry's page, or a page below it. */
function isBelow(path: string, entry: string): boolean {
  return path === entry || (entry !== "/" && path.startsWith(`${entry}/`));
}

function Current({ routes, path }: { routes: Route[]; path: string }) {
  for (const route of routes) {
    const params = match(route.pattern, path);
    if (params) return <Loaded key={path} route={route} params={params} />;
  }
  return (
    <Page title={shell.notFound}>
      <p>{shell.notFoundHint}</p>
      <p>
        <Link href="/">{shell.home}</Link>
      </p>
    </Page>
  );
}

function Loaded({ route, params }: { route: Route; params: Record<string, string> }) {
  const [loaded, setLoaded] = useState<{ Component: ComponentType<PageProps> } | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const load = useCallback(() => {
    setError(null);
    route.load().then(
      (Component) => setLoaded({ Component }),
      () => setError(new ApiError("NETWORK", "")),
    );
  }, [route]);
  useEffect(load, [load]);
  if (error) return <Failure error={error} onRetry={load} />;
  return loaded ? <loaded.Component params={params} /> : <Skeleton />;
}
