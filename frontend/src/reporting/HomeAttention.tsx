/** What needs an action: users' requests, rejected numbers, overdue verifications, and incomplete accounts. */
import { CircleCheck } from "lucide";

import { useQuery } from "../api/useQuery";
import { AttentionDocument, type AttentionQuery, type WaitingNumberFragment } from "../gql/overview";
import { DETAIL } from "../i18n/details";
import { list, nameOf, phone, time } from "../i18n/format";
import { home } from "../i18n/home";
import { Link } from "../router";
import { useMay } from "../session";
import { Chip, type Tone } from "../ui/Chip";
import { Icon } from "../ui/Icon";
import { Waiting } from "../ui/Waiting";

const MAX_OF_A_KIND = 3;
const POLL_EVERY = 30_000;

interface Row {
  key: string;
  account: { id: string; name: string };
  text: string;
  action: string;
  href: string;
}

interface Kind {
  chip: string;
  tone: Tone;
  total: number;
  rows: Row[];
  /** The link to all rows, if a page lists them. */
  all?: string;
  allHref?: string;
}

/** The number's name: its phone number, or its location if it has none yet. */
const numberOf = ({ smsNumber: { phoneNumber, sender } }: WaitingNumberFragment) =>
  phoneNumber ? phone(phoneNumber) : nameOf(sender.name);

function kindsOf({ requested, rejected, overdue, incomplete }: AttentionQuery, mayEdit: boolean): Kind[] {
  const edit = (id: string) => (mayEdit ? `/accounts/${id}?edit=details` : `/accounts/${id}`);
  return [
    {
      chip: home.requested,
      tone: "wait",
      total: requested?.totalCount ?? 0,
      rows: (requested?.nodes ?? []).map(({ id, account, askedBy, note }) => ({
        key: id,
        account,
        text: home.requestedText(askedBy, note),
        action: home.view,
        href: `/accounts/${account.id}`,
      })),
    },
    {
      chip: home.rejected,
      tone: "bad",
      total: rejected.totalCount,
      rows: rejected.nodes.map((node) => ({
        key: node.id,
        account: node.account,
        text: home.rejectedText(numberOf(node), node.rejectionReasons[0]?.message),
        action: mayEdit ? home.fix : home.view,
        href: edit(node.account.id),
      })),
      all: home.allRejected(rejected.totalCount),
      allHref: "/verifications?status=refused",
    },
    {
      chip: home.overdue,
      tone: "wait",
      total: overdue.totalCount,
      rows: overdue.nodes.map((node) => ({
        key: node.id,
        account: node.account,
        text: home.overdueText(numberOf(node), time(node.requestedAt)),
        action: home.view,
        href: `/accounts/${node.account.id}`,
      })),
      all: home.allOverdue(overdue.totalCount),
      allHref: "/verifications?age=overdue",
    },
    {
      chip: home.incomplete,
      tone: "wait",
      total: incomplete.totalCount,
      rows: incomplete.nodes.map((account) => ({
        key: account.id,
        account,
        text: home.incompleteText(list(account.businessDetails.missing.map((field) => DETAIL[field]))),
        action: mayEdit ? home.add : home.view,
        href: edit(account.id),
      })),
      all: home.allIncomplete(incomplete.totalCount),
      allHref: "/accounts?details=incomplete",
    },
  ];
}

export function HomeAttention() {
  const mayEdit = useMay()("EDIT_ACCOUNTS");
  const query = useQuery(AttentionDocument, { first: MAX_OF_A_KIND, mayEdit }, { pollEvery: POLL_EVERY });
  return (
    <section class="stack" aria-labelledby="attention">
      <h2 id="attention">{home.attention}</h2>
      <Waiting query={query}>{(data) => <Kinds kinds={kindsOf(data, mayEdit).filter(({ total }) => total > 0)} />}</Waiting>
    </section>
  );
}

function Kinds({ kinds }: { kinds: Kind[] }) {
  if (kinds.length === 0) {
    return (
      <p class="card all-well">
        <Icon of={CircleCheck} size={20} />
        <span>{home.nothing}</span>
      </p>
    );
  }
  return (
    <ul class="card tasks">
      {kinds.flatMap((kind) => [
        ...kind.rows.map((row) => (
          <li key={row.key} class="task">
            <Chip tone={kind.tone}>{kind.chip}</Chip>
            <div class="task-text">
              <Link href={`/accounts/${row.account.id}`}>{nameOf(row.account.name)}</Link>
              <span class="muted" title={row.text}>
                {row.text}
              </span>
            </div>
            <Link class="button" href={row.href} aria-label={`${row.action}: ${nameOf(row.account.name)}`}>
              {row.action}
            </Link>
          </li>
        )),
        kind.allHref && kind.total > kind.rows.length && (
          <li key={kind.allHref} class="task more">
            <Link href={kind.allHref}>{kind.all}</Link>
          </li>
        ),
      ])}
    </ul>
  );
}
