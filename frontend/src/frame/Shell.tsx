/** The frame around every page of a signed-in user: header, menu, and the page itself. */
import type { ComponentType } from "preact";
import { useCallback, useEffect, useState } from "preact/hooks";

import { ApiError } from "../api/client";
import { menu } from "../i18n/menu";
import { shell } from "../i18n/shell";
import { match, useAddress, type PageProps } from "../router";
import { routesOf, type Route } from "../routes";
import { useViewer } from "../session";
import { Failure, Skeleton } from "../ui/Waiting";
import { BottomBar } from "./BottomBar";
import { Header } from "./Header";
import { NotFound } from "./NotFound";
import { Shortcuts } from "./Shortcuts";
import { SideMenu } from "./SideMenu";
import { useMenuCounts } from "./menuCounts";
import "./frame.css";
import "./menus.css";

export function Shell() {
  const session = useViewer();
  const { pathname } = useAddress();
  const routes = routesOf(session);
  const counts = useMenuCounts(session);
  return (
    <div class="shell">
      <a class="button skip" href="#content">
        {shell.skip}
      </a>
      <Header />
      <SideMenu routes={routes} counts={counts} />
      <main class="main" id="content" tabIndex={-1}>
        <Current routes={routes} path={pathname} />
      </main>
      <BottomBar routes={routes} counts={counts} />
      <Shortcuts routes={routes} />
    </div>
  );
}

function Current({ routes, path }: { routes: Route[]; path: string }) {
  for (const route of routes) {
    for (const pattern of [route.pattern, ...(route.also ?? [])]) {
      const params = match(pattern, path);
      // Addresses of one page share its component: a tab keeps what is loaded.
      if (params) return <Loaded key={route.pattern + (params["id"] ?? "")} route={route} params={params} />;
    }
  }
  return <NotFound label={routes.find(({ pattern }) => pattern === "/")?.entry?.label ?? menu.home} />;
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
