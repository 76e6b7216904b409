/** What stands where something is still to come: nothing at first, then its outline; or why it does not. */
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

import type { ApiError } from "../api/client";
import type { Query } from "../api/useQuery";
import { common, explain } from "../i18n/common";

const PATIENCE = 200;

export function Skeleton({ lines = 6 }: { lines?: number }) {
  const [isLate, setIsLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsLate(true), PATIENCE);
    return () => clearTimeout(timer);
  }, []);
  if (!isLate) return null;
  return (
    <div class="card" role="status">
      <span class="hidden">{common.loading}</span>
      {Array.from({ length: lines }, (_, line) => (
        <div key={line} class="skeleton" aria-hidden="true" />
      ))}
    </div>
  );
}

export function Failure({ error, onRetry }: { error: ApiError; onRetry: () => void }) {
  const element = useRef<HTMLDivElement>(null);
  useLayoutEffect(
    () => () => {
      // The button goes when trying again has worked: the focus stays on the page.
      const notice = element.current;
      if (notice?.contains(document.activeElement)) notice.closest("main")?.focus();
    },
    [],
  );
  return (
    <div ref={element} class="notice bad" role="alert">
      <p>{explain(error)}</p>
      <div>
        <button type="button" class="button" onClick={onRetry}>
          {common.tryAgain}
        </button>
      </div>
    </div>
  );
}

interface WaitingProps<R> {
  query: Omit<Query<R>, "isLoading">;
  children: (data: R) => ComponentChildren;
}

/** The query's answer once it is there. An answer that cannot be refreshed stays, under the reason. */
export function Waiting<R>({ query, children }: WaitingProps<R>) {
  const { data, error, refetch } = query;
  return (
    <>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {data !== null ? children(data) : !error && <Skeleton />}
    </>
  );
}
