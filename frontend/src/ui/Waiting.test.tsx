/** When a skeleton appears. */
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, expect, test, vi } from "vitest";

import { Skeleton } from "./Waiting";

afterEach(() => vi.useRealTimers());

test("a skeleton takes its space at once, and appears after 150 milliseconds", async () => {
  vi.useFakeTimers();
  const root = document.createElement("div");
  await act(() => render(<Skeleton lines={3} />, root));
  const card = () => root.firstElementChild;
  expect(card()?.querySelectorAll(".skeleton").length).toBe(3);
  expect(card()?.classList.contains("early")).toBe(true);
  await act(() => void vi.advanceTimersByTime(149));
  expect(card()?.classList.contains("early")).toBe(true);
  await act(() => void vi.advanceTimersByTime(1));
  expect(card()?.classList.contains("early")).toBe(false);
  expect(card()?.textContent).toBe("Loading…");
});
