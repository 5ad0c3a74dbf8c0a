"""Decisions: who is asked, in which order, and what a refusal says."""

from types import SimpleNamespace

import pytest

from baro.kernel import decisions, verbs
from baro.kernel.decisions import YES, allows, ask, forbidden, not_now, policy_of, require
from baro.kernel.errors import NotPermitted, Refused
from baro.kernel.flows import Flow, Move
from baro.kernel.verbs import Verb


@pytest.fixture
def seal(monkeypatch):
    monkeypatch.setattr(verbs, "_declared", {})
    monkeypatch.setattr(decisions, "_policies", {})
    return Verb("letters.letter.seal", "Seal", "%(actor)s sealed the letter")


def letter(state, flow=None):
    return SimpleNamespace(state=state, FLOW=flow, get_state_display=state.title)


def test_what_has_no_policy_is_allowed_to_nobody(seal):
    decision = ask("anybody", seal, letter("open"))
    assert not decision
    assert decision.refusal is NotPermitted
    assert "letters.letter.seal has no policy" in str(decision.sentence)


def test_the_policy_is_asked_about_actor_and_record(seal):
    @allows(seal)
    def may_seal(actor, record):
        return YES if actor == record.writer else forbidden("Only the writer seals.")

    mine = SimpleNamespace(writer="Ada")
    assert policy_of(seal) is may_seal
    assert ask("Ada", seal, mine)
    assert ask("Ben", seal, mine).sentence == "Only the writer seals."


def test_a_verb_has_one_policy(seal):
    allows(seal)(lambda _actor, _record: YES)
    with pytest.raises(ValueError, match="already has a policy"):
        allows(seal)(lambda _actor, _record: YES)


def test_a_permitted_deed_still_waits_for_the_right_state(seal):
    allows(seal)(lambda _actor, _record: YES)
    flow = Flow({seal: Move(frozenset({"open"}), "sealed")})
    assert ask("Ada", seal, letter("open", flow))
    late = ask("Ada", seal, letter("sealed", flow))
    assert not late
    assert late.refusal is Refused
    assert "Sealed" in late.sentence


def test_the_policy_speaks_before_the_state_does(seal):
    allows(seal)(lambda _actor, _record: forbidden("Not you."))
    flow = Flow({seal: Move(frozenset({"open"}), "sealed")})
    assert ask("Ada", seal, letter("sealed", flow)).sentence == "Not you."


def test_a_flow_that_does_not_know_the_verb_leaves_it_to_the_policy(seal):
    allows(seal)(lambda _actor, _record: YES)
    assert ask("Ada", seal, letter("sealed", Flow()))


@pytest.mark.parametrize(("answer", "refusal", "status"), [(forbidden, NotPermitted, 403), (not_now, Refused, 409)])
def test_requiring_raises_the_refusal_that_asking_gives(seal, answer, refusal, status):
    allows(seal)(lambda _actor, _record: answer("The wax is cold."))
    with pytest.raises(Refused, match="The wax is cold") as raised:
        require("Ada", seal, letter("open"))
    assert type(raised.value) is refusal
    assert raised.value.status == status


def test_requiring_is_silent_when_the_deed_may_be_done(seal):
    allows(seal)(lambda _actor, _record: YES)
    require("Ada", seal, letter("open"))
