/** The session: loads it once for all pages, and covers the page when it ends or belongs to another user. */
import { createContext, type ComponentChildren } from "preact";
import { useContext, useEffect, useMemo, useRef, useState } from "preact/hooks";

import { announce, currentSession, newSession, signOut, type Session } from "./api/auth";
import { ApiError, ClientContext, createClient } from "./api/client";
import { belongTo, ownerHeader } from "./api/owner";
import { listen } from "./api/tabs";
import { PageCover, type Cover } from "./people/PageCover";

const CHECK_EVERY = 5_000;
// A return to a tab fires several events.
const LOOK_EVERY = 1_000;
// When any tab last got a response from the server. All tabs share one session.
const HEARD = "textgate:heard";

interface SessionContext {
  /** undefined while it is loading. */
  session: Session | null | undefined;
  setSession: (session: Session | null) => void;
  /** Runs `call`. If the session has ended or changed, waits for the page's user and runs it again. */
  whileSignedIn: <T>(call: () => Promise<T>) => Promise<T>;
  leave: () => Promise<void>;
}

const Context = createContext<SessionContext | null>(null);

export function useSession(): SessionContext {
  const found = useContext(Context);
  if (!found) throw new Error("no session above this component");
  return found;
}

/** The session of the signed-in user, for pages that require one. */
export function useViewer(): Session {
  const { session } = useSession();
  if (!session) throw new Error("nobody is signed in");
  return session;
}

export const useMay = () => {
  const { permissions } = useViewer();
  return (permission: string) => permissions.includes(permission);
};

const hear = () => localStorage.setItem(HEARD, String(Date.now()));

export function SessionProvider({ children }: { children: ComponentChildren }) {
  const [session, setSession] = useState<Session | null | undefined>(undefined);
  const [cover, setCover] = useState<Cover | null>(null);
  // The current values, for responses that arrive between two renders.
  const known = useRef<Session | null>(null);
  const covered = useRef<Cover | null>(null);
  const waiting = useRef<(() => void)[]>([]);
  const checks = useRef(0);

  const remember = (next: Session | null) => {
    if (next) {
      hear();
      belongTo(next.user.id);
    }
    known.current = next;
    setSession(next);
  };

  const show = (next: Cover | null) => {
    covered.current = next;
    setCover(next);
  };

  const comeBack = (next: Session) => {
    if (next.user.id !== known.current?.user.id) {
      // The page and its waiting requests belong to another user: load a new document.
      location.assign("/");
      return;
    }
    remember(next);
    show(null);
    for (const goOn of waiting.current.splice(0)) goOn();
  };

  const nameTheOther = async () => {
    const next = await newSession().catch(() => null);
    if (!next || covered.current?.kind !== "changed") return;
    if (next.user.id === known.current?.user.id) comeBack(next);
    else show({ kind: "changed", name: next.user.name });
  };

  /** Covers the page if the error says that the session ended or changed; returns false for other errors. */
  const coverAfter = (error: unknown): boolean => {
    const code = known.current && error instanceof ApiError ? error.code : null;
    const before = covered.current?.kind;
    if (code === "UNAUTHENTICATED") {
      if (before !== "signed-out") show({ kind: "over" });
    } else if (code === "USER_CHANGED") {
      if (before === "changed") return true;
      show({ kind: "changed", name: null });
      void nameTheOther();
    } else return false;
    return true;
  };

  /** Checks that the session still belongs to the page's user. */
  const check = async () => {
    const turn = ++checks.current;
    try {
      const next = await currentSession();
      if (turn !== checks.current) return;
      if (next) comeBack(next);
      else coverAfter(new ApiError("UNAUTHENTICATED", ""));
    } catch (error) {
      if (turn === checks.current) coverAfter(error);
    }
  };
  const { client, whileSignedIn } = useMemo(() => {
    const onRefused = async (error: unknown) => {
      if (!coverAfter(error)) return false;
      await new Promise<void>((goOn) => waiting.current.push(goOn));
      return true;
    };
    return {
      client: createClient({
        url: "/graphql",
        headers: () => Promise.resolve(ownerHeader()),
        onAnswer: hear,
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

  useEffect(() => {
    currentSession().then(
      (found) => {
        remember(found);
        // The session may be new: sign-in with an identity provider ends here.
        if (found) announce(found);
      },
      () => remember(null),
    );
  }, []);

  useEffect(
    () =>
      listen((news) => {
        const own = known.current?.user.id;
        if (!own) return;
        if (news.kind === "signed-in" && news.id !== own) show({ kind: "changed", name: news.name });
        else if (!covered.current) {
          if (news.id !== own || news.kind === "signed-in") return;
          show({ kind: "signed-out" });
        }
        // The message from the other tab may be outdated.
        void check();
      }),
    [],
  );

  useEffect(() => {
    let checked = 0;
    let later: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      clearTimeout(later);
      if (!known.current || document.visibilityState !== "visible") return;
      const wait = checked + LOOK_EVERY - Date.now();
      if (wait > 0) {
        // The session may have changed since the last check: do not drop this event.
        later = setTimeout(look, wait);
        return;
      }
      checked = Date.now();
      void check();
    };
    const moments = ["focus", "pageshow", "visibilitychange"];
    for (const moment of moments) addEventListener(moment, look);
    return () => {
      clearTimeout(later);
      for (const moment of moments) removeEventListener(moment, look);
    };
  }, []);

  useEffect(() => {
    if (!session) return;
    // Durations, not timestamps: the clocks of browser and server may differ.
    const end = Date.now() + session.secondsLeft * 1000;
    const timer = setInterval(() => {
      const heard = Number(localStorage.getItem(HEARD));
      const idleEnd = heard + session.idleSeconds * 1000;
      if (Date.now() > Math.min(idleEnd, end) && !covered.current) show({ kind: "over" });
    }, CHECK_EVERY);
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
    // A new document: the old one may hold patient data.
    location.assign("/");
  };

  return (
    <Context.Provider value={{ session, setSession: remember, whileSignedIn, leave }}>
      <ClientContext.Provider value={client}>
        {children}
        {cover && session && <PageCover cover={cover} user={session.user} onBack={comeBack} />}
      </ClientContext.Provider>
    </Context.Provider>
  );
}
