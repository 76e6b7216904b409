/** Loading states: empty space at first, then a skeleton, or the error with a retry button. */
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

import type { ApiError } from "../api/client";
import type { Query } from "../api/useQuery";
import { common, explain } from "../i18n/common";
import { useLate } from "./useLate";

const LINES = 6;

export function Skeleton({ lines = LINES }: { lines?: number }) {
  const isLate = useLate(true);
  return (
    // Takes its space from the start, so that what is below does not move.
    <div class={isLate ? "card" : "card early"} role="status">
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
      // The button disappears after a successful retry: keep the focus on the page.
      const notice = element.current;
      if (notice?.contains(document.activeElement)) notice.closest("main")?.focus();
    },
    [],
  );
  useEffect(() => {
    addEventListener("online", onRetry);
    return () => removeEventListener("online", onRetry);
  }, [onRetry]);
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
  /** Lines of the skeleton, about as high as the data. */
  lines?: number;
  children: (data: R) => ComponentChildren;
}

/** Renders a query's data once it is loaded. If a refresh fails, shows the error above the old data. */
export function Waiting<R>({ query, lines = LINES, children }: WaitingProps<R>) {
  const { data, error, refetch } = query;
  return (
    <>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {data !== null ? children(data) : !error && <Skeleton lines={lines} />}
    </>
  );
}
