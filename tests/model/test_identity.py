"""Facts about identities."""

from __future__ import annotations

import time
import uuid
from concurrent.futures import ThreadPoolExecutor

from dissensus.model.identity import new_id


def test_an_identity_is_a_uuid_of_version_7_that_tells_its_time() -> None:
    before = time.time_ns() // 1_000_000
    made = uuid.UUID(new_id())
    after = time.time_ns() // 1_000_000
    assert (made.version, made.variant) == (7, uuid.RFC_4122)
    assert before <= made.int >> 80 <= after + 1


def test_identities_of_one_process_sort_as_they_were_made() -> None:
    made = [new_id() for _ in range(5000)]
    assert made == sorted(made)


def test_threads_never_make_the_same_identity() -> None:
    with ThreadPoolExecutor(8) as pool:
        made = [
            i for ids in pool.map(lambda _: [new_id() for _ in range(500)], range(16)) for i in ids
        ]
    assert len(set(made)) == len(made)
