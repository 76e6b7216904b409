/** The filter row of messages. */
import { useQuery } from "../api/useQuery";
import { MessageSendersDocument } from "../gql/messages";
import { messages } from "../i18n/messages";
import { DayFilter, Filters, SearchFilter, SelectFilter } from "../ui/Filters";
import { DownloadButton } from "../ui/DownloadButton";
import { FILTER, STATUSES, type MessageFilter } from "./filter";

interface MessageFiltersProps extends MessageFilter {
  accountId: string;
  /** The URL parameter of the list's cursor. */
  cursor: string;
  isBusy: boolean;
}

export function MessageFilters({ accountId, cursor, isBusy, isShort, parameters }: MessageFiltersProps) {
  const { data } = useQuery(MessageSendersDocument, { accountId });
  const senders = data?.account?.senders.nodes ?? [];
  const file = new URLSearchParams(parameters);
  file.set("accountId", accountId);
  return (
    <div class="row spread message-filters">
      <Filters isBusy={isBusy} total={isShort ? messages.digits : undefined}>
        <SearchFilter
          name={FILTER.to}
          label={messages.search}
          placeholder={messages.searchShort}
          cursor={cursor}
        />
        <SelectFilter name={FILTER.status} label={messages.status} cursor={cursor} options={STATUSES} />
        {senders.length > 1 && (
          <SelectFilter
            name={FILTER.location}
            label={messages.location}
            cursor={cursor}
            options={senders.map(({ id, name }) => [id, name] as const)}
          />
        )}
        <SearchFilter name={FILTER.by} label={messages.by} cursor={cursor} />
        <DayFilter name={FILTER.since} label={messages.since} cursor={cursor} />
        <DayFilter name={FILTER.until} label={messages.until} cursor={cursor} />
      </Filters>
      <DownloadButton
        path={`/reports/messages.csv?${file}`}
        label={messages.download}
        busy={messages.downloading}
      />
    </div>
  );
}
