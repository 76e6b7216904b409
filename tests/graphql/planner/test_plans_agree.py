"""Plans answer as graphql-core does, to the byte, for documents generated over the whole schema.

`pytest --hypothesis-profile=more` generates many more, and new ones on each run.
"""

from __future__ import annotations

import pytest

from tests.graphql.access.walker import coverage_report, reachable_fields
from tests.graphql.access.world import PARTNERS
from tests.graphql.documents import rows
from tests.graphql.planner.agreement import Apps
from tests.graphql.planner.broken_rows import TYPES, break_rows
from tests.graphql.planner.coverage import compare, examples
from tests.graphql.planner.generated_documents import mutations, queries
from tests.graphql.planner.pools import pools_of
from tests.graphql.planner.repeated_calls import repeated_calls
from textgate.domain.permissions import Role
from textgate.storage.tables import message

pytestmark = pytest.mark.slow

# Of 2,000, for each of the two databases.
QUERIES, QUERIES_OF_BROKEN_ROWS, MUTATIONS = 650, 150, 200
ENOUGH_FIELDS = 0.95
ENOUGH_PLANNED = 0.8

FEATURES = frozenset(
    (
        *("alias", "alias that is another field's name", "a key again", "merged selections"),
        *("__typename", "introspection", "several operations", "operation that cannot be told"),
        *("inline fragment with a type", "inline fragment with a interface"),
        *("inline fragment with no condition", "named fragment on a type"),
        *("named fragment on a interface", "fragment within a fragment", "fragment spread again"),
        *("directive on a field", "directive on a inline fragment", "directive on a spread"),
        *("skip true", "skip false", "include true", "include false", "both directives"),
        *("directive with a variable", "variable with a default", "variable not given"),
        *("variable within a value", "null in a variable", "null written out"),
        *("one value for a list", "odd scalar", "id of nothing", "cursor of the list"),
        *("cursor of another list, or none", "first left out", "first as 100.0"),
        *("first that is refused", "too costly", "too deep", "all of a type"),
    )
)
"""Features that the documents must have covered."""

RESULTS = frozenset(
    (
        *(
            "SendSmsSuccess",
            "RequestSmsNumberSuccess",
            "SmsNotEnabledError",
            "AccountInactiveError",
        ),
        *("SmsNumberNotVerifiedError", "BusinessDetailsInsufficientError", "InvalidInputError"),
        *("RecipientOptedOutError", "IdempotencyConflictError"),
    )
)
"""Members of unions that answers must have contained."""


@pytest.mark.long(seconds=35)
async def test_any_query_is_answered_alike(apps: Apps) -> None:
    pools = await pools_of(apps, PARTNERS[0])
    coverage = await compare(apps, queries(pools), examples(apps, QUERIES))
    wanted = reachable_fields("Query")
    found = wanted & coverage.answered
    assert len(found) >= ENOUGH_FIELDS * len(wanted), coverage_report(coverage.answered, wanted)
    assert set(coverage.features) >= FEATURES, FEATURES - set(coverage.features)
    assert set(coverage.roles) == set(Role)
    assert set(coverage.codes) == {
        *("INVALID_ARGUMENT", "INVALID_DOCUMENT", "FORBIDDEN", "TOO_LARGE"),
    }
    assert coverage.with_data >= 0.8 * coverage.asked, coverage.summary
    assert coverage.with_errors >= 0.05 * coverage.asked, coverage.summary
    assert coverage.failed == 0, coverage.summary
    assert coverage.planned >= ENOUGH_PLANNED * coverage.with_data, coverage.summary


async def test_rows_that_violate_the_schema_are_answered_alike(apps: Apps) -> None:
    pools = await pools_of(apps, PARTNERS[0])
    await break_rows(apps.world)
    documents = queries(pools, *TYPES)
    coverage = await compare(apps, documents, examples(apps, QUERIES_OF_BROKEN_ROWS))
    assert coverage.codes["INTERNAL"] >= 0.08 * coverage.asked, coverage.summary
    # One answer may have several.
    assert coverage.unexpected >= coverage.codes["INTERNAL"], coverage.summary
    assert coverage.with_both >= 0.03 * coverage.asked, coverage.summary


@pytest.mark.long(seconds=60)
async def test_any_payload_is_answered_alike(apps: Apps) -> None:
    pools = await pools_of(apps, PARTNERS[0])
    calls = await repeated_calls(apps, pools)
    before = await rows(apps.world.product, message)
    coverage = await compare(apps, mutations(pools, calls), examples(apps, MUTATIONS))
    assert coverage.failed == 0, coverage.summary
    assert await rows(apps.world.product, message) == before
    assert set(coverage.features) >= {call.name for call in calls}, coverage.summary
    assert set(coverage.members) >= RESULTS, coverage.summary
