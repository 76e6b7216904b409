/** The page: who is asking, and GraphiQL once that is known. */
import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from "react";

import { createFetcher, NotKnown, whoAsks, type Viewer } from "./ask";
import { Bar } from "./Bar";
import { TokenForm } from "./TokenForm";
import { words } from "./words";

// Megabytes, which nobody needs who may not ask.
const Editor = lazy(async () => ({ default: (await import("./Editor")).Editor }));

interface Caller {
  viewer: Viewer;
  token: string | null;
}

export function Explorer() {
  const [caller, setCaller] = useState<Caller | null>(null);
  const [problem, setProblem] = useState<NotKnown | null>(null);
  // The API has refused whoever was asking until now.
  const [isOver, setIsOver] = useState(false);

  const become = useCallback((next: Caller | null, problem: NotKnown | null = null) => {
    setCaller(next);
    setProblem(problem);
    setIsOver(false);
  }, []);

  const askBySession = useCallback(async () => {
    try {
      const viewer = await whoAsks(null);
      // What is on the page is somebody else's.
      if (caller && !caller.token && caller.viewer.id !== viewer.id) location.reload();
      become({ viewer, token: null });
    } catch (error) {
      if (!(error instanceof NotKnown)) throw error;
      if (caller && !caller.token) setIsOver(true);
      else become(null, error);
    }
  }, [caller, become]);

  const useToken = async (token: string) => become({ viewer: await whoAsks(token), token });

  useEffect(() => void askBySession(), []);

  const token = caller?.token ?? null;
  const fetcher = useMemo(() => createFetcher(token, () => setIsOver(true)), [token]);

  return (
    <>
      <Bar
        viewer={caller?.viewer ?? null}
        isByToken={token !== null}
        onToken={useToken}
        onForget={() => void askBySession()}
      />
      {isOver && <Over isByToken={token !== null} onCheck={() => void askBySession()} />}
      <main className="page-main">
        {caller ? (
          <Suspense fallback={<p className="page-wait">{words.opening}</p>}>
            <Editor fetcher={fetcher} />
          </Suspense>
        ) : problem ? (
          <Nobody problem={problem} onCheck={() => void askBySession()} onToken={useToken} />
        ) : (
          <p className="page-wait">{words.checking}</p>
        )}
      </main>
    </>
  );
}

function Over({ isByToken, onCheck }: { isByToken: boolean; onCheck: () => void }) {
  return (
    <div className="page-notice" role="alert">
      {isByToken ? (
        <p>{words.tokenOver}</p>
      ) : (
        <>
          <p>{words.over}</p>
          {/* In another tab, so that what is typed here stays. */}
          <a href="/" target="_blank" rel="noreferrer">
            {words.signInAgain}
          </a>
          <button type="button" className="page-button" onClick={onCheck}>
            {words.signedIn}
          </button>
        </>
      )}
    </div>
  );
}

interface NobodyProps {
  problem: NotKnown;
  onCheck: () => void;
  onToken: (token: string) => Promise<void>;
}

function Nobody({ problem, onCheck, onToken }: NobodyProps) {
  return (
    <div className="page-card">
      <h2>{problem.message}</h2>
      {problem.isNobody ? (
        <>
          <p>{words.nobodyHint}</p>
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
