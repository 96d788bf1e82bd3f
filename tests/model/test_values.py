"""Facts about what a variable takes."""

from __future__ import annotations

import pytest

from dissensus.errors import CodebookError, NotFound
from dissensus.model.codebook import DataType, StatementType, Variable
from dissensus.model.moment import Moment
from dissensus.model.value import Value


def variable(data_type: DataType, *values: int | str) -> Variable:
    return Variable(name="x", data_type=data_type, values=values)


@pytest.mark.parametrize(
    ("data_type", "given", "kept"),
    [
        (DataType.BOOLEAN, "yes", True),
        (DataType.BOOLEAN, "0", False),
        (DataType.BOOLEAN, False, False),
        (DataType.INTEGER, "-1", -1),
        (DataType.INTEGER, 3.0, 3),
        (DataType.NUMBER, "2.5", 2.5),
        (DataType.DATE, "1972-06", Moment.parse("1972-06")),
        (DataType.TEXT, "  words ", "words"),
        (DataType.ENTITY, "Party A", "Party A"),
        (DataType.TEXT, "", None),
        (DataType.NUMBER, None, None),
    ],
)
def test_a_value_is_kept_in_its_variables_type(
    data_type: DataType, given: Value, kept: Value
) -> None:
    assert variable(data_type).checked(given) == kept


@pytest.mark.parametrize(
    ("data_type", "given"),
    [
        (DataType.BOOLEAN, "perhaps"),
        (DataType.BOOLEAN, 2),
        (DataType.INTEGER, "1.5"),
        (DataType.INTEGER, True),
        (DataType.NUMBER, "nan"),
        (DataType.NUMBER, "many"),
        (DataType.DATE, "soon"),
    ],
)
def test_a_value_of_another_type_is_refused(data_type: DataType, given: Value) -> None:
    with pytest.raises(CodebookError, match=f"no {data_type} for the variable 'x'"):
        variable(data_type).checked(given)


def test_a_value_outside_the_list_is_refused() -> None:
    with pytest.raises(CodebookError, match="It takes: -1, 0, 1"):
        variable(DataType.INTEGER, -1, 0, 1).checked(2)


def test_a_variable_the_type_lacks_is_told() -> None:
    kind = StatementType(name="claim", variables=(variable(DataType.TEXT),))
    with pytest.raises(NotFound, match="no variable 'y'"):
        kind.checked({"y": 1})
