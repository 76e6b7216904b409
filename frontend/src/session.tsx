/** The session: loads it once for all pages, and covers the page when it ends or belongs to another user. */
import { createContext, type ComponentChildren } from "preact";
import { useCallback, useContext, useEffect, useMemo, useRef, useState } from "preact/hooks";

import { announce, currentSession, newSession, signOut, type Session } from "./api/auth";
import { ApiError, ClientContext, createClient } from "./api/client";
import { belongTo, ownerHeader } from "./api/owner";
import { listen } from "./api/tabs";
import { dropForeignDraft, hideDraft, showDraft } from "./composer/draft";
import { PageCover, type Cover } from "./sign-in/PageCover";

const EXPIRY_CHECK_MS = 5_000;
// A return to a tab fires several events.
const MIN_CHECK_MS = 1_000;
// When any tab last got a response from the server. All tabs share one session.
const HEARD = "textgate:heard";

interface SessionContext {
  /** undefined while it is loading. */
  session: Session | null | undefined;
  /** Why the session could not be loaded. */
  failure: ApiError | null;
  load: () => void;
  setSession: (session: Session | null) => void;
  /** Runs `call`. If the session has ended or changed, waits for the page's user and runs it again. */
  whileSignedIn: <T>(call: () => Promise<T>) => Promise<T>;
  leave: () => Promise<void>;
}

const Context = createContext<SessionContext | null>(null);

export function useSession(): SessionContext {
  const context = useContext(Context);
  if (!context) throw new Error("SessionProvider is missing above this component");
  return context;
}

/** The session of the signed-in user, for pages that require one. */
export function useViewer(): Session {
  const { session } = useSession();
  if (!session) throw new Error("no user is signed in");
  return session;
}

export const useMay = () => {
  const { permissions } = useViewer();
  return (permission: string) => permissions.includes(permission);
};

const markHeard = () => localStorage.setItem(HEARD, String(Date.now()));

export function SessionProvider({ children }: { children: ComponentChildren }) {
  const [session, setSession] = useState<Session | null | undefined>(undefined);
  const [failure, setFailure] = useState<ApiError | null>(null);
  const [cover, setCover] = useState<Cover | null>(null);
  // The current values, for responses that arrive between two renders.
  const sessionRef = useRef<Session | null>(null);
  const coverRef = useRef<Cover | null>(null);
  const waiting = useRef<(() => void)[]>([]);
  const checks = useRef(0);

  const remember = (next: Session | null) => {
    if (next) {
      markHeard();
      belongTo(next.user.id);
      dropForeignDraft();
    } else {
      hideDraft();
    }
    sessionRef.current = next;
    setSession(next);
  };

  const show = (next: Cover | null) => {
    coverRef.current = next;
    setCover(next);
    if (next) hideDraft();
    else showDraft();
  };

  const resume = (next: Session) => {
    if (next.user.id !== sessionRef.current?.user.id) {
      // The page and its waiting requests belong to another user: load a new document.
      location.assign("/");
      return;
    }
    remember(next);
    show(null);
    for (const resolve of waiting.current.splice(0)) resolve();
  };

  const nameOtherUser = async () => {
    const next = await newSession().catch(() => null);
    if (!next || coverRef.current?.kind !== "changed") return;
    if (next.user.id === sessionRef.current?.user.id) resume(next);
    else show({ kind: "changed", name: next.user.name });
  };

  /** Covers the page if the error says that the session ended or changed; returns false for other errors. */
  const coverAfter = (error: unknown): boolean => {
    const code = sessionRef.current && error instanceof ApiError ? error.code : null;
    const before = coverRef.current?.kind;
    if (code === "UNAUTHENTICATED") {
      if (before !== "signed-out") show({ kind: "over" });
    } else if (code === "USER_CHANGED") {
      if (before === "changed") return true;
      show({ kind: "changed", name: null });
      void nameOtherUser();
    } else return false;
    return true;
  };

  /** Checks that the session still belongs to the page's user. */
  const check = async () => {
    const number = ++checks.current;
    try {
      const next = await currentSession();
      if (number !== checks.current) return;
      if (next) resume(next);
      else coverAfter(new ApiError("UNAUTHENTICATED", ""));
    } catch (error) {
      if (number === checks.current) coverAfter(error);
    }
  };
  const { client, whileSignedIn } = useMemo(() => {
    const onRefused = async (error: unknown) => {
      if (!coverAfter(error)) return false;
      await new Promise<void>((resolve) => waiting.current.push(resolve));
      return true;
    };
    return {
      client: createClient({
        url: "/graphql",
        headers: () => Promise.resolve(ownerHeader()),
        onAnswer: markHeard,
        onRefused,
      }),
      whileSignedIn: async <T,>(call: () => Promise<T>): Promise<T> => {
        for (;;) {
          try {
            return await call();
          } catch (error) {
            if (!(await onRefused(error))) throw error;
          }
        }
      },
    };
  }, []);

  const load = useCallback(() => {
    setFailure(null);
    currentSession().then(
      (session) => {
        remember(session);
        // The session may be new: sign-in with an identity provider ends here.
        if (session) announce(session);
      },
      // The user may still be signed in: the sign-in page would say otherwise.
      (error: unknown) => setFailure(error instanceof ApiError ? error : new ApiError("INTERNAL", String(error))),
    );
  }, []);
  useEffect(load, [load]);

  useEffect(
    () =>
      listen((news) => {
        const own = sessionRef.current?.user.id;
        if (!own) return;
        if (news.kind === "signed-in" && news.id !== own) show({ kind: "changed", name: news.name });
        else if (!coverRef.current) {
          if (news.id !== own || news.kind === "signed-in") return;
          show({ kind: "signed-out" });
        }
        // The message from the other tab may be outdated.
        void check();
      }),
    [],
  );

  useEffect(() => {
    let checkedAt = 0;
    let later: ReturnType<typeof setTimeout> | undefined;
    const checkSoon = () => {
      clearTimeout(later);
      if (!sessionRef.current || document.visibilityState !== "visible") return;
      const wait = checkedAt + MIN_CHECK_MS - Date.now();
      if (wait > 0) {
        // The session may have changed since the last check: do not drop this event.
        later = setTimeout(checkSoon, wait);
        return;
      }
      checkedAt = Date.now();
      void check();
    };
    const eventTypes = ["focus", "pageshow", "visibilitychange"];
    for (const type of eventTypes) addEventListener(type, checkSoon);
    return () => {
      clearTimeout(later);
      for (const type of eventTypes) removeEventListener(type, checkSoon);
    };
  }, []);

  useEffect(() => {
    if (!session) return;
    // Durations, not timestamps: the clocks of browser and server may differ.
    const end = Date.now() + session.secondsLeft * 1000;
    const timer = setInterval(() => {
      const heardAt = Number(localStorage.getItem(HEARD));
      const idleEnd = heardAt + session.idleSeconds * 1000;
      if (Date.now() > Math.min(idleEnd, end) && !coverRef.current) show({ kind: "over" });
    }, EXPIRY_CHECK_MS);
    return () => clearInterval(timer);
  }, [session]);

  const leave = async () => {
    if (!session) return;
    try {
      await signOut(session.user.id);
    } catch (error) {
      // The session belongs to another user, and must stay.
      if (error instanceof ApiError && error.code === "USER_CHANGED") return void coverAfter(error);
      throw error;
    }
    hideDraft();
    // A new document: the old one may hold patient data.
    location.assign("/");
  };

  return (
    <Context.Provider value={{ session, failure, load, setSession: remember, whileSignedIn, leave }}>
      <ClientContext.Provider value={client}>
        {children}
        {cover && session && <PageCover cover={cover} user={session.user} onBack={resume} />}
      </ClientContext.Provider>
    </Context.Provider>
  );
}
