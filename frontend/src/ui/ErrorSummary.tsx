/** The list of a form's errors, each with a link to its field. */
import { useEffect, useRef } from "preact/hooks";

import { common } from "../i18n/common";

export interface Problem {
  /** The id of the control that the link focuses. */
  id: string | null;
  message: string;
}

/** Takes the focus whenever `attempt`, the number of submissions, grows. */
export function ErrorSummary({ problems, attempt }: { problems: Problem[]; attempt: number }) {
  const element = useRef<HTMLDivElement>(null);
  const isShown = problems.length > 0;
  useEffect(() => {
    if (isShown) element.current?.focus();
  }, [attempt, isShown]);

  const goTo = (id: string) => {
    const root = element.current?.getRootNode() as Document | ShadowRoot;
    root.getElementById(id)?.focus();
  };
  return (
    <div ref={element} tabIndex={-1} role={isShown ? "alert" : undefined}>
      {isShown && (
        <div class="notice bad">
          <strong>{common.fix(problems.length)}</strong>
          <ul>
            {problems.map(({ id, message }) => (
              <li key={id ?? message}>
                {id ? (
                  <a
                    href={`#${id}`}
                    onClick={(event) => {
                      event.preventDefault();
                      goTo(id);
                    }}
                  >
                    {message}
                  </a>
                ) : (
                  message
                )}
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
