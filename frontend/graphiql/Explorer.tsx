/** The GraphiQL page: signs in with session or token, then shows GraphiQL. */
import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from "react";

import { listen } from "../src/api/tabs";
import { checkSession, createFetcher, ViewerUnknown, loadViewer, type Refused, type Viewer } from "./client";
import { Bar } from "./Bar";
import { TokenForm } from "./TokenForm";
import { words } from "./words";

// Megabytes, loaded only after authentication. GraphiQL loads Monaco after it shows its tabs. A click on a
// tab before Monaco is ready would leave the wrong query in it, so load Monaco first.
const Editor = lazy(async () => {
  const [{ Editor }] = await Promise.all([
    import("./Editor"),
    import("monaco-graphql/monaco-editor"),
    import("monaco-graphql/lite"),
  ]);
  return { default: Editor };
});

interface Caller {
  viewer: Viewer;
  token: string | null;
}

export function Explorer() {
  const [caller, setCaller] = useState<Caller | null>(null);
  const [problem, setProblem] = useState<ViewerUnknown | null>(null);
  // The API has refused the session or token.
  const [refused, setRefused] = useState<Refused | null>(null);

  const setViewer = useCallback((next: Caller | null, problem: ViewerUnknown | null = null) => {
    setCaller(next);
    setProblem(problem);
    setRefused(null);
  }, []);

  const signInBySession = useCallback(async () => {
    try {
      const viewer = await loadViewer(null);
      // The page belongs to another user.
      if (caller && !caller.token && caller.viewer.id !== viewer.id) location.reload();
      setViewer({ viewer, token: null });
    } catch (error) {
      if (!(error instanceof ViewerUnknown)) throw error;
      if (caller && !caller.token) setProblem(error);
      else setViewer(null, error);
    }
  }, [caller, setViewer]);

  const signInByToken = async (token: string) => setViewer({ viewer: await loadViewer(token), token });

  useEffect(() => void signInBySession(), []);

  const token = caller?.token ?? null;
  const userId = caller && !token ? caller.viewer.id : null;
  const fetcher = useMemo(() => createFetcher(token, userId, setRefused), [token, userId]);

  useEffect(() => {
    if (!userId) return;
    const check = async () => {
      const why = await checkSession(userId);
      if (why !== undefined) setRefused(why);
    };
    const onFocus = () => void check();
    addEventListener("focus", onFocus);
    const stop = listen(onFocus);
    return () => {
      removeEventListener("focus", onFocus);
      stop();
    };
  }, [userId]);

  return (
    <>
      <Bar
        // After a refusal, this caller is no longer signed in.
        viewer={refused ? null : (caller?.viewer ?? null)}
        isByToken={token !== null}
        onToken={signInByToken}
        onForget={() => void signInBySession()}
      />
      {refused === "over" && (
        <SessionEnded
          isByToken={token !== null}
          problem={problem}
          onCheck={() => void signInBySession()}
          onToken={signInByToken}
        />
      )}
      {refused === "changed" && caller && <UserChanged viewer={caller.viewer} />}
      <main className="page-main" hidden={refused === "changed"}>
        {caller ? (
          <Suspense fallback={<p className="page-wait">{words.opening}</p>}>
            <Editor fetcher={fetcher} />
          </Suspense>
        ) : problem ? (
          <SignedOut problem={problem} onCheck={() => void signInBySession()} onToken={signInByToken} />
        ) : (
          <p className="page-wait">{words.checking}</p>
        )}
      </main>
    </>
  );
}

interface SessionEndedProps {
  isByToken: boolean;
  /** The error of the last check. */
  problem: ViewerUnknown | null;
  onCheck: () => void;
  onToken: (token: string) => Promise<void>;
}

function SessionEnded({ isByToken, problem, onCheck, onToken }: SessionEndedProps) {
  return (
    <div className="page-notice" role="alert">
      {isByToken ? (
        <>
          <p>{words.tokenOver}</p>
          <TokenForm onToken={onToken} />
        </>
      ) : (
        <>
          <p>{words.sessionEnded}</p>
          {/* In another tab, to keep the input here. */}
          <a href="/" target="_blank" rel="noreferrer">
            {words.signInAgain}
          </a>
          <button type="button" className="page-button" onClick={onCheck}>
            {words.signedIn}
          </button>
          {problem && <p>{problem.isUnauthenticated ? words.stillSignedOut : problem.message}</p>}
        </>
      )}
    </div>
  );
}

/** Replaces the page after another user has signed in. */
function UserChanged({ viewer }: { viewer: Viewer }) {
  return (
    <main className="page-main">
      <div className="page-card" role="alert">
        <h2>{words.changed}</h2>
        <p>{words.changedWhy(viewer.name)}</p>
        <button type="button" className="page-button primary" onClick={() => location.reload()}>
          {words.reload}
        </button>
        {/* In another tab, to keep the input here. */}
        <a href="/" target="_blank" rel="noreferrer">
          {words.openAnotherTab}
        </a>
      </div>
    </main>
  );
}

interface SignedOutProps {
  problem: ViewerUnknown;
  onCheck: () => void;
  onToken: (token: string) => Promise<void>;
}

function SignedOut({ problem, onCheck, onToken }: SignedOutProps) {
  return (
    <div className="page-card">
      <h2>{problem.message}</h2>
      {problem.isUnauthenticated ? (
        <>
          <p>{words.signedOutHint}</p>
          <a className="page-button primary" href="/">
            {words.signIn}
          </a>
          <TokenForm onToken={onToken} />
        </>
      ) : (
        <button type="button" className="page-button primary" onClick={onCheck}>
          {words.tryAgain}
        </button>
      )}
    </div>
  );
}
