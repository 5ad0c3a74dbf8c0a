"""Flows: the table alone says which state follows."""

from types import SimpleNamespace

import pytest
from django.utils import translation

from baro.kernel import verbs
from baro.kernel.errors import Refused
from baro.kernel.flows import Flow, Move
from baro.kernel.verbs import Verb


@pytest.fixture
def flow(monkeypatch):
    monkeypatch.setattr(verbs, "_declared", {})
    return Flow(
        {
            Verb("letters.letter.seal", "Seal", "sealed"): Move(frozenset({"draft", "returned"}), "sealed"),
            Verb("letters.letter.return", "Return", "returned"): Move(frozenset({"sealed"}), "returned"),
        }
    )


def letter(state):
    return SimpleNamespace(state=state, get_state_display=state.title)


def test_a_move_puts_the_record_into_the_target_state(flow):
    seal, back = flow
    record = letter("draft")
    flow.move(record, seal)
    assert record.state == "sealed"
    flow.move(record, back)
    flow.move(record, seal)
    assert record.state == "sealed"


def test_a_closed_move_is_refused_and_changes_nothing(flow):
    _seal, back = flow
    record = letter("draft")
    with translation.override("en"), pytest.raises(Refused, match=r"“Return” is not possible .* “Draft”"):
        flow.move(record, back)
    assert record.state == "draft"


def test_openness_follows_the_sources(flow):
    seal, back = flow
    assert [flow.open(letter(state), seal) for state in ("draft", "returned", "sealed")] == [True, True, False]
    assert [flow.open(letter(state), back) for state in ("draft", "returned", "sealed")] == [False, False, True]


def test_the_diagram_lists_every_move_in_a_stable_order(flow):
    backwards = Flow(reversed(flow.items()))
    assert flow.diagram() == backwards.diagram()
    assert flow.diagram().splitlines() == [
        "stateDiagram-v2",
        "    draft --> sealed: seal",
        "    returned --> sealed: seal",
        "    sealed --> returned: return",
    ]


def test_what_can_come_no_more_is_known(flow):
    seal, back = flow
    assert all(flow.may_come(letter(state), deed) for state in ("draft", "sealed", "returned") for deed in (seal, back))
    assert not flow.may_come(letter("burnt"), seal)
