/** A field for one file: choose it with a button, or drop it. */
import { FileUp } from "lucide";
import { useState } from "preact/hooks";

import { Icon } from "./Icon";

interface FileFieldProps {
  id: string;
  label: string;
  button: string;
  /** Next to the button, for users with a pointer. */
  drop: string;
  hint: string;
  /** File types, as the attribute of an input. */
  accept: string;
  error?: string | null;
  isBusy?: boolean;
  onFile: (file: File) => void;
}

export function FileField({ id, label, button, drop, hint, accept, error, isBusy, onFile }: FileFieldProps) {
  const [isOver, setIsOver] = useState(false);
  const take = (files: FileList | null | undefined) => {
    const file = files?.[0];
    if (file && !isBusy) onFile(file);
  };
  return (
    <div
      class={isOver ? "file-field over" : "file-field"}
      aria-busy={isBusy}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setIsOver(false);
        take(event.dataTransfer?.files);
      }}
    >
      <Icon of={FileUp} size={28} />
      <input
        type="file"
        id={id}
        class="hidden"
        accept={accept}
        aria-label={label}
        aria-describedby={error ? `${id}-error ${id}-hint` : `${id}-hint`}
        aria-invalid={error ? "true" : undefined}
        onChange={({ currentTarget }) => {
          take(currentTarget.files);
          // The same file can be chosen again after it was corrected.
          currentTarget.value = "";
        }}
      />
      <p>
        <label class="button" for={id}>
          {button}
        </label>{" "}
        <span class="muted file-drop">{drop}</span>
      </p>
      <p class="hint" id={`${id}-hint`}>
        {hint}
      </p>
      {error && (
        <p class="error" id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
