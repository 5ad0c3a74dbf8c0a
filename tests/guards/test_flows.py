"""Every life of a record begins somewhere, leads through all of its states, and comes to an end."""

from __future__ import annotations

import pytest
from django.apps import apps

from baro.kernel import verbs
from baro.kernel.flows import Flow, Move
from baro.kernel.verbs import Verb

FLOWS = [model for model in apps.get_models() if isinstance(getattr(model, "FLOW", None), Flow)]


def faults(flow: Flow, states: set[str]) -> list[str]:
    """What is wrong with the moves between the states that a record can have."""
    named = (
        {state for move in flow.values() for state in (*move.sources, move.target) if state} | flow.first | flow.final
    )
    found = [f"{state} is no state of the record" for state in sorted(named - states)]
    found += [] if flow.first else ["say with first= in which states a record begins"]
    found += [] if flow.final else ["say with final= in which states a record may stay"]
    found += [f"no record ever comes to {state}" for state in sorted(states - _reached(flow, flow.first))]
    found += [
        f"from {state} no way leads to an end" for state in sorted(states) if not _reached(flow, {state}) & flow.final
    ]
    idle = [str(verb) for verb, move in flow.items() if not move.sources]
    return found + [f"{verb} is done in no state" for verb in idle]


def _reached(flow: Flow, states) -> set[str]:
    """The states to which the moves lead from some, and these."""
    reached, before = set(states), set()
    while reached != before:
        before = set(reached)
        reached |= {move.target for move in flow.values() if move.target and move.sources & before}
    return reached


@pytest.mark.parametrize("model", FLOWS, ids=lambda model: model.__name__)
def test_a_record_comes_to_every_state_and_to_an_end(model):
    field = model._meta.get_field("state")
    assert not faults(model.FLOW, {value for value, _label in field.choices})
    assert not field.has_default() or field.default in model.FLOW.first


def test_there_are_flows_to_guard():
    assert {model._meta.label for model in FLOWS} >= {"documents.Document", "tasks.Task"}


@pytest.fixture
def moves(monkeypatch):
    monkeypatch.setattr(verbs, "_declared", {})
    seal, burn = Verb("letters.letter.seal", "Seal", "sealed"), Verb("letters.letter.burn", "Burn", "burnt")
    return {seal: Move(frozenset({"draft"}), "sealed"), burn: Move(frozenset({"draft"}), "burnt")}


@pytest.mark.parametrize(
    ("first", "final", "states", "said"),
    [
        ({"draft"}, {"sealed", "burnt"}, {"draft", "sealed", "burnt"}, []),
        ({"draft"}, {"sealed"}, {"draft", "sealed", "burnt"}, ["from burnt no way leads to an end"]),
        (
            {"draft"},
            {"sealed", "burnt", "lost"},
            {"draft", "sealed", "burnt", "lost"},
            ["no record ever comes to lost"],
        ),
        ({"draft"}, {"sealed", "burnt"}, {"draft", "sealed"}, ["burnt is no state of the record"]),
    ],
)
def test_a_state_without_a_way_there_or_on_is_found(moves, first, final, states, said):
    assert faults(Flow(moves, first=first, final=final), states) == said


def test_a_flow_that_says_nothing_of_its_ends_is_found(moves):
    assert [fault.split()[0] for fault in faults(Flow(moves), {"draft", "sealed", "burnt"})][:2] == ["say", "say"]
