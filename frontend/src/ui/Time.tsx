/** A relative time, with the exact time in the title and in datetime. */
import { exactTime, time } from "../i18n/format";

export function Time({ at }: { at: string }) {
  return (
    <time dateTime={at} title={exactTime(at)}>
      {time(at)}
    </time>
  );
}
