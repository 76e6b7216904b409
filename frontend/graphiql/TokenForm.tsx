/** The field for a token. The page sends it only in a header, and never stores it. */
import { useId, useState, type FormEvent } from "react";

import { ViewerUnknown, parseToken } from "./client";
import { words } from "./words";

export function TokenForm({ onToken }: { onToken: (token: string) => Promise<void> }) {
  const id = useId();
  const [typed, setTyped] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);

  const submit = async (event: FormEvent) => {
    // A native form submission would put the token into the URL.
    event.preventDefault();
    if (isBusy) return;
    setIsBusy(true);
    try {
      await onToken(parseToken(typed));
    } catch (error) {
      if (!(error instanceof ViewerUnknown)) throw error;
      setProblem(error.message);
    } finally {
      setIsBusy(false);
    }
  };

  return (
    <form className="page-token" noValidate onSubmit={(event) => void submit(event)}>
      <label htmlFor={id}>{words.token}</label>
      <input
        id={id}
        type="password"
        autoComplete="off"
        spellCheck={false}
        value={typed}
        aria-invalid={problem !== null}
        aria-describedby={`${id}-hint ${id}-problem`}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setProblem(null);
        }}
      />
      <button type="submit" className="page-button" aria-disabled={isBusy}>
        {isBusy ? words.using : words.use}
      </button>
      <p id={`${id}-hint`} className="page-hint">
        {words.tokenHint}
      </p>
      <p id={`${id}-problem`} className="page-problem" role="alert">
        {problem}
      </p>
    </form>
  );
}
