/** A page with its title, which gets the focus on navigation and is the tab's title, too. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

import { shell } from "../i18n/shell";

let isFirst = true;

interface FrameProps {
  title: string;
  /** The shown tab, for the title of the browser's tab. */
  part?: string;
  /** What the page's object is, in one line below the title. */
  about?: ComponentChildren;
  /** Buttons next to the title. */
  actions?: ComponentChildren;
  children: ComponentChildren;
}

export function Page({ title, part, about, actions, children }: FrameProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = [part, title, shell.product].filter(Boolean).join(" · ");
  }, [part, title]);
  useEffect(() => {
    // The first page of a document needs no focus: reading starts at the top.
    if (!isFirst) heading.current?.focus();
    isFirst = false;
  }, []);
  return (
    <>
      <div class="page-head">
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {about && <div class="about">{about}</div>}
        </div>
        {actions && <div class="row">{actions}</div>}
      </div>
      {children}
    </>
  );
}
