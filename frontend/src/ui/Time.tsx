/** A moment as people say it, and exactly on hover and to machines. */
import { exactTime, time } from "../i18n/format";

export function Time({ at }: { at: string }) {
  return (
    <time dateTime={at} title={exactTime(at)}>
      {time(at)}
    </time>
  );
}
