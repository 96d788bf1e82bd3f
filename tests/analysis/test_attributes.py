"""What nodes carry."""

from __future__ import annotations

from dissensus.analysis.affiliation import affiliation
from dissensus.analysis.attributes import with_attributes, with_coalitions
from dissensus.events import EventList
from dissensus.model.codebook import built_in_types
from dissensus.model.entity import Attribute, Entity
from dissensus.model.network import Network, Partition


def network() -> Network:
    rows = [{"organization": "A", "concept": "A"}, {"organization": "B", "concept": "A"}]
    events = EventList.from_rows(rows, built_in_types()[0])
    return affiliation(events, rows="organization", columns="concept")


ENTITIES = (
    Entity(kind="actor", name="A", attributes=(Attribute("type", "state"),), color="#112233"),
    Entity(kind="concept", name="A", attributes=(Attribute("field", "economy"),)),
    Entity(kind="actor", name="not there", attributes=(Attribute("seats", "3"),)),
)


def test_nodes_get_the_attributes_of_their_own_kind() -> None:
    found = with_attributes(network(), ENTITIES, row_kind="actor", column_kind="concept")
    assert found.row_attributes["type"] == ("state", None)
    assert found.row_attributes["color"] == ("#112233", None)
    assert found.column_attributes["field"] == ("economy",)
    assert "field" not in found.row_attributes


def test_attributes_of_absent_entities_make_no_column() -> None:
    found = with_attributes(network(), ENTITIES, row_kind="actor")
    assert "seats" not in found.row_attributes


def test_an_attribute_does_not_hide_a_count_of_the_network() -> None:
    entity = Entity(kind="actor", name="A", attributes=(Attribute("statements", "many"),))
    found = with_attributes(network(), [entity], row_kind="actor")
    assert found.row_attributes["statements"] == (1, 1)
    assert found.row_attributes["entity.statements"] == ("many", None)


def test_nodes_get_their_coalition_and_its_stability() -> None:
    partition = Partition(members={"A": 0, "B": 1}, quality=0.0, stability={"A": 1.0, "B": 0.5})
    found = with_coalitions(network(), partition)
    assert found.row_attributes["coalition"] == (0, 1)
    assert found.row_attributes["stability"] == (1.0, 0.5)
