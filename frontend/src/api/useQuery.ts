/** Runs a query for a component. Repeats it when its variables change, and every `pollEvery` milliseconds. */
import { useCallback, useEffect, useRef, useState } from "preact/hooks";

import { isAttended } from "./attention";
import { ApiError, useClient, type Document } from "./client";

export interface Query<R> {
  /** The latest response; the previous one while a request is running. */
  data: R | null;
  error: ApiError | null;
  isLoading: boolean;
  refetch: () => Promise<void>;
}

export interface QueryOptions {
  /** Polling interval in milliseconds; polling pauses while the user is inactive. */
  pollEvery?: number | null;
  skip?: boolean;
}

export function useQuery<R, V>(
  document: Document<R, V>,
  variables: V,
  { pollEvery = null, skip = false }: QueryOptions = {},
): Query<R> {
  const client = useClient();
  const [data, setData] = useState<R | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const [isLoading, setIsLoading] = useState(!skip);
  const running = useRef<AbortController | null>(null);
  const key = JSON.stringify(variables);

  const refetch = useCallback(async () => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    try {
      const answer = await client.request(document, JSON.parse(key) as V, controller.signal);
      if (controller.signal.aborted) return;
      setData(answer);
      setError(null);
    } catch (caught) {
      if (controller.signal.aborted) return;
      setError(caught instanceof ApiError ? caught : new ApiError("INTERNAL", String(caught)));
    }
    setIsLoading(false);
  }, [client, document, key]);

  useEffect(() => {
    if (skip) return;
    setIsLoading(true);
    void refetch();
    return () => running.current?.abort();
  }, [refetch, skip]);

  useEffect(() => {
    if (skip || pollEvery === null) return;
    const timer = setInterval(() => {
      if (isAttended()) void refetch();
    }, pollEvery);
    return () => clearInterval(timer);
  }, [refetch, pollEvery, skip]);

  return { data, error, isLoading, refetch };
}
