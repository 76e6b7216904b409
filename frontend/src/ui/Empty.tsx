/** The empty state of a list, with a suggested action. */
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
