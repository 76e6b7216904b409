/** What a list says when there is nothing in it, and what could be done about that. */
import type { ComponentChildren } from "preact";

import { useHeritage } from "./focus";

export function Empty({ title, children }: { title: string; children?: ComponentChildren }) {
  const element = useHeritage<HTMLDivElement>();
  return (
    <div ref={element} class="card empty">
      <h2>{title}</h2>
      {children}
    </div>
  );
}
