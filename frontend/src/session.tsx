/** Who is signed in: known once for all pages, asked again when a session is over, forgotten on leaving. */
import { createContext, type ComponentChildren } from "preact";
import { useCallback, useContext, useEffect, useMemo, useRef, useState } from "preact/hooks";

import { currentSession, signOut, type Session } from "./api/auth";
import { ApiError, ClientContext, createClient } from "./api/client";
import { SignInAgain } from "./people/SignInAgain";

const CHECK_EVERY = 5_000;
// When any tab last heard from the server: they share one session.
const HEARD = "textgate:heard";

interface SessionContext {
  /** undefined until it is known. */
  session: Session | null | undefined;
  setSession: (session: Session | null) => void;
  /** What is called once more after signing in again, when the session turns out to be over. */
  whileSignedIn: <T>(call: () => Promise<T>) => Promise<T>;
  leave: () => Promise<void>;
}

const Context = createContext<SessionContext | null>(null);

export function useSession(): SessionContext {
  const found = useContext(Context);
  if (!found) throw new Error("no session above this component");
  return found;
}

/** Who is signed in, for pages that only show to somebody who is. */
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
  const [isOver, setIsOver] = useState(false);
  const waiting = useRef<((isBack: boolean) => void)[]>([]);
  const known = useRef(session);
  known.current = session;

  const comingBack = useCallback((): Promise<boolean> => {
    // Without anybody who was signed in, there is nobody to ask again.
    if (!known.current) return Promise.resolve(false);
    setIsOver(true);
    return new Promise((resolve) => waiting.current.push(resolve));
  }, []);

  const client = useMemo(
    () => createClient({ url: "/graphql", onAnswer: hear, onSignedOut: comingBack }),
    [comingBack],
  );

  const whileSignedIn = useCallback(
    async <T,>(call: () => Promise<T>): Promise<T> => {
      for (;;) {
        try {
          return await call();
        } catch (error) {
          const isOver = error instanceof ApiError && error.code === "UNAUTHENTICATED";
          if (!isOver || !(await comingBack())) throw error;
        }
      }
    },
    [comingBack],
  );

  const remember = (next: Session | null) => {
    if (next) hear();
    setSession(next);
  };

  useEffect(() => {
    currentSession().then(remember, () => setSession(null));
  }, []);

  useEffect(() => {
    if (!session) return;
    // Spans, not moments: this machine's clock need not agree with the server's.
    const end = Date.now() + session.secondsLeft * 1000;
    const timer = setInterval(() => {
      const heard = Number(localStorage.getItem(HEARD));
      const idleEnd = heard + session.idleSeconds * 1000;
      if (Date.now() > Math.min(idleEnd, end)) setIsOver(true);
    }, CHECK_EVERY);
    return () => clearInterval(timer);
  }, [session]);

  const comeBack = (next: Session) => {
    // What is on the page is somebody else's.
    if (next.user.id !== session?.user.id) location.assign("/");
    remember(next);
    setIsOver(false);
    for (const resolve of waiting.current.splice(0)) resolve(true);
  };

  const leave = async () => {
    await signOut();
    // A new document: nothing of what was shown stays in this one.
    location.assign("/");
  };

  return (
    <Context.Provider value={{ session, setSession: remember, whileSignedIn, leave }}>
      <ClientContext.Provider value={client}>
        {children}
        {isOver && session && <SignInAgain email={session.user.email} onBack={comeBack} />}
      </ClientContext.Provider>
    </Context.Provider>
  );
}
