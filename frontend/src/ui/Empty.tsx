/** The empty state of a list or a page: an icon, what it is, and one action. */
import type { IconNode } from "lucide";
import type { ComponentChildren } from "preact";

import { useHeadingFocusOnUnmount } from "./focus";
import { Icon } from "./Icon";

interface EmptyProps {
  icon: IconNode;
  title: string;
  children?: ComponentChildren;
}

// Another state has other controls: remounting it moves the focus from those that disappear.
export const Empty = (props: EmptyProps) => <State key={props.title} {...props} />;

function State({ icon, title, children }: EmptyProps) {
  const element = useHeadingFocusOnUnmount<HTMLDivElement>();
  return (
    <div ref={element} class="card empty">
      <Icon of={icon} size={28} />
      <h2>{title}</h2>
      {children}
    </div>
  );
}
