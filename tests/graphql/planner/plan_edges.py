"""Documents at the edges of what GraphQL allows, by their subject. Variables get their values by name."""

MERGED = {
    "a field again with another selection": """query ($account: ID!) {
      account(id: $account) { businessDetails { businessName address { city } } name
        businessDetails { missing address { state city } } name } }""",
    "fragments of an interface and of its types select below the same key": """query ($account: ID!) {
      account(id: $account) { senders { nodes {
        ... on Location { smsNumber { status } }
        smsNumber { id }
        ... on Sender { smsNumber { verification { status } } }
        ... on Queue { name smsNumber { phoneNumber verification { attempt } } }
        ...Any } } } }
      fragment Any on Sender { smsNumber { verification { id } numberType } }""",
    "a fragment before the field that it has as well": """query ($account: ID!) {
      account(id: $account) { ...Late name id } }
      fragment Late on Account { updatedAt id senders(first: 1) { totalCount } }""",
    "a fragment after, and its fields in between": """query ($account: ID!) {
      account(id: $account) { id senders(first: 2) { nodes { id } } ...F timeZone } }
      fragment F on Account { phone senders(first: 2) { pageInfo { hasNextPage } nodes { name } } id }""",
    "the same fragment in several places": """query ($account: ID!, $message: ID!) {
      account(id: $account) { ...F messages(first: 2) { nodes { account { ...F } } } }
      node(id: $message) { ... on SmsMessage { account { ...F name } } } }
      fragment F on Account { externalId isActive queues(first: 1) { nodes { ...Q } } }
      fragment Q on Queue { __typename name account { id } }""",
    "a page in pieces over fragments": """query ($account: ID!) {
      account(id: $account) {
        messages(first: 3) { edges { cursor } }
        ... { messages(first: 3) { nodes { status } } }
        ... on Node { ... on Account { messages(first: 3) { totalCount edges { node { id } } } } }
        ...P } }
      fragment P on Account { messages(first: 3) { pageInfo { endCursor hasNextPage }
        edges { node { events { status } } } } }""",
    "two pages of one list": """query ($account: ID!) {
      account(id: $account) {
        few: messages(first: 1) { nodes { id } pageInfo { hasNextPage } }
        messages(first: 4) { edges { node { id status } } totalCount }
        failed: messages(first: 4, status: FAILED) { nodes { failure { message } } totalCount } } }""",
    "two lists of the same account apart": """query ($account: ID!) {
      one: account(id: $account) { name senders(first: 1) { nodes { id } } }
      other: account(id: $account) { senders(first: 2) { nodes { name } } id } }""",
}
"""Fields that are selected more than once."""

NAMES = {
    "aliases that are names of other fields": """query ($account: ID!) {
      account(id: $account) { name: id id: name phone: timeZone senders: queues(first: 1) {
        nodes: edges { node: cursor cursor: node { name: id } } } queues: senders(first: 1) {
        totalCount nodes { id: name } } } }""",
    "__typename by other names": """query ($account: ID!, $message: ID!) {
      __typename type: __typename
      account(id: $account) { a: __typename __typename senders(first: 2) { t: __typename
        nodes { __typename kind: __typename } edges { t: __typename } pageInfo { t: __typename } } }
      node(id: $message) { type: __typename } nodes(ids: [$message]) { id: __typename } }""",
    "only __typename": "{ __typename }",
    "only __typename within lists": """{ accounts(first: 3) { __typename nodes { __typename }
      edges { __typename node { __typename } } } overview { __typename sends { __typename } } }""",
    "fields of several types under one name": """query ($ids: [ID!]!) {
      nodes(ids: $ids) { ... on Account { it: name } ... on User { it: email }
        ... on Location { it: name } ... on Partner { it: timeZone } } }""",
}
"""Aliases and names."""

CONDITIONS = {
    "skip and include together": """query ($yes: Boolean!, $no: Boolean!) { viewer {
      a: id @skip(if: $no) @include(if: $yes) b: id @skip(if: $yes) @include(if: $yes)
      c: id @include(if: $no) @skip(if: $no) d: id @include(if: true) @skip(if: false) name } }""",
    "directives on fragments": """query ($account: ID!, $yes: Boolean!, $no: Boolean = false) {
      account(id: $account) { ...F @include(if: $no) ...G @skip(if: $no)
        ... @skip(if: $yes) { phone } ... on Node @include(if: $yes) { id } } }
      fragment F on Account { name } fragment G on Account { timeZone ...F @include(if: $yes) }""",
    "nothing is left of an object": """query ($account: ID!, $no: Boolean!) {
      account(id: $account) { id @include(if: $no) senders @include(if: $no) { nodes { id } } } }""",
    "nothing is left of a page": """query ($account: ID!, $yes: Boolean!) {
      account(id: $account) { senders { nodes @skip(if: $yes) { id } }
        queues { nodes { id @skip(if: $yes) } } } }""",
    "nothing is left at all": "query ($yes: Boolean!) { viewer @skip(if: $yes) { id } }",
    "a key that one place skips and another keeps": """query ($account: ID!, $yes: Boolean!) {
      account(id: $account) { name @skip(if: $yes) senders(first: 1) @skip(if: $yes) {
        nodes { id } } name senders(first: 1) { nodes { name } } } }""",
    "an interface within a type, and types that it cannot be": """query ($account: ID!) {
      account(id: $account) { ... on Node { id ... on Queue { name } ... on Account { name } }
        senders { nodes { ... on Node { ... on Account { id } ... on Location { isDefault } }
          ... on Sender { ... on Queue { isActive } } } } } }""",
    "a default of a variable for a page and a condition": """
      query ($first: Int = 2, $yes: Boolean = true, $status: SmsNumberStatus = APPROVED) {
        smsNumbers(first: $first, status: $status) { nodes { id status @include(if: $yes) }
          totalCount @skip(if: $yes) } }""",
    "variables that are not given": """query ($first: Int, $after: String, $search: String) {
      accounts(first: $first, after: $after, filter: {search: $search, isComplete: true}) {
        nodes { name } pageInfo { hasNextPage } } }""",
}
"""Conditional selections."""

PAGES = {
    "null for where to begin": """query ($nothing: String) {
      accounts(first: 2, after: null) { nodes { id } pageInfo { hasPreviousPage } }
      more: accounts(first: 2, after: $nothing) { nodes { id } pageInfo { hasPreviousPage } } }""",
    "the next page": """query ($account: ID!, $afterAccount: String!, $afterSender: String!) {
      accounts(first: 2, after: $afterAccount) { edges { cursor node { name } } totalCount
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }
      account(id: $account) { senders(first: 2, after: $afterSender) { nodes { name }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount } } }""",
    "an empty page": """query ($account: ID!) { account(id: $account) {
        messages(status: CANCELED, first: 5) { nodes { from { id } } totalCount
          edges { cursor node { events { at } } } }
        verifications(status: IN_REVIEW) { pageInfo { startCursor endCursor hasNextPage } } }
      accounts(filter: {search: "nobody is called so"}) { nodes { id } totalCount } }""",
    "totalCount alone": """query ($account: ID!) { accounts { totalCount }
      account(id: $account) { users { totalCount } senders(first: 1) { totalCount } }
      smsMessages(first: 1, status: FAILED) { totalCount } }""",
    "a cursor that nobody looks at": """query ($account: ID!) { accounts(after: "garbage") {
        totalCount __typename } account(id: $account) { users(after: "garbage") { totalCount } } }""",
    "pageInfo alone": """{ smsMessages(first: 2) { pageInfo { hasNextPage endCursor } }
      accounts(first: 1) { pageInfo { startCursor } nodes { smsNumbers(first: 1) {
        pageInfo { hasNextPage } } } } }""",
    "pages below pages": """{ accounts(first: 4) { totalCount nodes { name senders(first: 2) {
        totalCount edges { cursor node { name smsNumber { verifications(first: 2) { totalCount
          nodes { attempt rejectionReasons { code fields } } pageInfo { hasNextPage } } } } }
        pageInfo { hasNextPage } } } } }""",
    "100.0 of a page": "query ($many: Int!) { users(first: $many) { nodes { email role status } } }",
    "an order and its other way": """query ($way: OrderDirection!) {
      a: accounts(first: 9, orderBy: {field: NAME}) { nodes { name } }
      b: accounts(first: 9, orderBy: {field: NAME, direction: $way}) { nodes { name } }
      c: accounts(first: 2, orderBy: {field: UPDATED_AT, direction: DESC}) { edges { cursor } } }""",
    "one value for a list of them": """query ($status: VerificationStatus!) {
      verifications(filter: {statuses: REJECTED}) { totalCount }
      b: verifications(filter: {statuses: [$status, APPROVED], isNewest: true}) { nodes { status } }
      none: verifications(filter: {statuses: []}) { nodes { id } totalCount } }""",
    "rows of a report": """{ sendReport(filter: {since: "2026-11-01"}) { since until
        totals { day code count } rows(first: 3) { edges { cursor node { day code count
          account { name } } } totalCount pageInfo { hasNextPage } } all: rows { nodes { code } } } }""",
}
"""Pages."""

OBJECTS = {
    "ids again, of several types, and of nothing": """query ($ids: [ID!]!, $account: ID!) {
      nodes(ids: $ids) { __typename id ... on Account { name senders(first: 1) { nodes { id } } }
        ... on Sender { smsNumber { status } } ... on SmsMessage { events { status at code } } }
      again: nodes(ids: [$account, $account, "nothing"]) { id }
      none: nodes(ids: []) { id } }""",
    "an object of another's, and none": """query ($foreign: ID!, $unknown: ID!) {
      node(id: $foreign) { id } other: node(id: $unknown) { __typename }
      account(id: $foreign) { id } accountByExternalId(externalId: "nobody") { name } }""",
    "objects that are null, and lists that are empty": """query ($account: ID!) {
      account(id: $account) { senders { nodes { smsNumber { verification { id } } } }
        messages { nodes { failure { code message isRetryable } } } }
      users { nodes { account { name } lastSignInAt } } }""",
    "round about": """query ($account: ID!) { account(id: $account) { senders(first: 2) { nodes {
        account { senders(first: 1) { nodes { account { name } } } } smsNumber { sender {
          account { id } } } } } } }""",
    "what is computed of a row": """query ($account: ID!, $verification: ID!) {
      account(id: $account) { businessDetails { effective { contact { lastName } origins {
        source field } warnings { code field message } address { city } } isComplete missing } }
      node(id: $verification) { ... on Verification { isOverdue submittedDetails { website origins {
        field } } rejectionReasons { isRetryable fields message code } } }
      viewer { permissions role partner { businessDetails { missing contact { phone } } } }
      overview { sends { day refused } accounts { incomplete } messages { count status } } }""",
    "several operations, and a fragment of both": """query Other($account: ID!) {
      account(id: $account) { ...F } } query Asked($account: ID!) { account(id: $account) { ...F id } }
      fragment F on Account { name }""",
    "introspection beside data": """{ viewer { id } __type(name: "Sender") { kind possibleTypes {
      name } } __schema { queryType { name } } again: viewer { role } }""",
}
"""Objects by ids and filters."""

REFUSED = {
    "a page of nothing below a list": """{ accounts(first: 1) { nodes { senders(first: 0) {
      nodes { id } } } } viewer { id } }""",
    "several errors at once": """query ($account: ID!) { viewer { name }
      account(id: $account) { queues(first: 101) { totalCount } }
      again: account(id: $account) { senders(after: "garbage") { nodes { id } } } }""",
    "an error beside what may be null": """query ($account: ID!) { viewer { name }
      account(id: $account) { name messages(after: "garbage") { pageInfo { hasNextPage } } } }""",
    "a moment without a zone": """{ viewer { id } auditLog(filter: {since: "2026-11-10T00:00:00"}) {
      totalCount } }""",
    "a null where there must be a value": """query ($null: Int = 5) {
      accounts(first: $null) { totalCount } viewer { id } }""",
    "a null for a condition": """query ($null: Boolean = true) {
      viewer { id name @include(if: $null) } }""",
    "a period that ends before it begins": """{ sendReport(filter: {since: "2026-11-10",
      until: "2026-11-01"}) { since rows { totalCount } } overview { accounts { total } } }""",
    "a cursor of another list": """query ($afterSender: String!) {
      accounts(after: $afterSender) { nodes { id } } }""",
    "too many ids": "query ($many: [ID!]!) { nodes(ids: $many) { id } }",
}
"""Operations that are answered with errors."""

SENDS = """mutation ($sent: SendSmsInput!, $unlike: SendSmsInput!, $wrong: SendSmsInput!) {
  sent: sendSms(input: $sent) { ...Result }
  again: sendSms(input: $sent) { __typename ... on SendSmsSuccess { smsMessage { events { status }
    account { name } } } ...Result }
  unlike: sendSms(input: $unlike) { ... on SmsError { message } ...Result ... on SmsError { it: code } }
  wrong: sendSms(input: $wrong) { ...Result ... on InvalidInputError { code userErrors { field } } } }
fragment Result on SendSmsResult { ... on SmsError { code __typename }
  ... on SendSmsSuccess { smsMessage { id status from { phoneNumber sender { ...S } } sender { ...S } } }
  ... on InvalidInputError { userErrors { code message } message }
  ... on SmsNumberNotVerifiedError { verification { status } } }
fragment S on Sender { __typename name ... on Location { isDefault } }"""
"""Members of a union, by themselves and by their interface."""
