/** Form state: values, errors at submit and then while typing, and server errors at their fields. */
import { useId, useRef, useState } from "preact/hooks";

import { ApiError } from "../api/client";
import { explain } from "../i18n/common";
import type { Problem } from "./ErrorSummary";
import type { FieldState } from "./Field";

export type Errors<K extends string> = Partial<Record<K, string>>;

/** Server errors by field; those under "" apply to the whole form. */
export type Refusals<K extends string> = Partial<Record<K | "", string>>;

interface FormOptions<K extends string> {
  initial: Record<K, string>;
  validate: (values: Record<K, string>) => Errors<K>;
  /** Resolves with the server's errors, or nothing after success. */
  submit: (values: Record<K, string>) => Promise<Refusals<K> | void>;
}

export interface Form<K extends string> {
  values: Record<K, string>;
  field: (name: K) => FieldState;
  set: (changes: Partial<Record<K, string>>) => void;
  /** Resets the form to these values and hides all errors. */
  reset: (changes: Partial<Record<K, string>>) => void;
  problems: Problem[];
  attempt: number;
  isBusy: boolean;
  isDirty: boolean;
  onSubmit: (event?: Event) => void;
}

export function useForm<K extends string>(options: FormOptions<K>): Form<K> {
  const { initial, validate, submit } = options;
  const prefix = useId();
  const [values, setValues] = useState(initial);
  const [attempt, setAttempt] = useState(0);
  const [refused, setRefused] = useState<Refusals<K>>({});
  const [isBusy, setIsBusy] = useState(false);
  const busy = useRef(false);

  const names = Object.keys(values) as K[];
  const invalid = validate(values);
  // Never on blur: a field would turn red because the user opened an explanation first.
  const errorOf = (name: K) => refused[name] ?? (attempt > 0 ? invalid[name] : undefined);
  const idOf = (name: K) => `${prefix}-${name}`;

  const set = (changes: Partial<Record<K, string>>) => {
    setValues((before) => ({ ...before, ...changes }));
    setRefused((before) => {
      const kept = { ...before };
      for (const name of Object.keys(changes) as K[]) delete kept[name];
      delete kept[""];
      return kept;
    });
  };

  const send = async () => {
    busy.current = true;
    setIsBusy(true);
    try {
      setRefused((await submit(values)) ?? {});
    } catch (error) {
      const apiError = error instanceof ApiError ? error : new ApiError("INTERNAL", String(error));
      setRefused({ "": explain(apiError) } as Refusals<K>);
    }
    busy.current = false;
    setIsBusy(false);
    setAttempt((before) => before + 1);
  };

  const problems = names.flatMap((name): Problem[] => {
    const message = errorOf(name);
    return message ? [{ id: idOf(name), message }] : [];
  });
  if (refused[""]) problems.push({ id: null, message: refused[""] });

  return {
    values,
    set,
    reset: (changes) => {
      set(changes);
      setAttempt(0);
    },
    problems,
    attempt,
    isBusy,
    isDirty: names.some((name) => values[name] !== initial[name]),
    field: (name) => ({
      id: idOf(name),
      value: values[name],
      error: errorOf(name),
      onValue: (value) => set({ [name]: value } as Partial<Record<K, string>>),
    }),
    onSubmit: (event) => {
      event?.preventDefault();
      if (busy.current) return;
      if (Object.values(invalid).some(Boolean)) setAttempt((before) => before + 1);
      else void send();
    },
  };
}
