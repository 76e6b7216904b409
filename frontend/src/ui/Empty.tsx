/** The empty state of a list, with a suggested action. */
import type { ComponentChildren } from "preact";

import { useHeadingFocusOnUnmount } from "./focus";

export function Empty({ title, children }: { title: string; children?: ComponentChildren }) {
  const element = useHeadingFocusOnUnmount<HTMLDivElement>();
  return (
    <div ref={element} class="card empty">
      <h2>{title}</h2>
      {children}
    </div>
  );
}
