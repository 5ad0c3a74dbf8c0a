"""One answer to "may this be done, and if not, why?", shared by actions, buttons and tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import lazy

from baro.kernel.errors import NotPermitted, Refused
from baro.kernel.verbs import Verb


@dataclass(frozen=True, slots=True)
class Decision:
    """Truthy when the deed may be done; otherwise it carries the sentence that says why not."""

    allowed: bool
    sentence: Any = ""
    refusal: type[Refused] = Refused

    def __bool__(self) -> bool:
        return self.allowed


YES = Decision(True)


def forbidden(sentence: Any) -> Decision:
    """Never by this actor."""
    return Decision(False, sentence, NotPermitted)


def not_now(sentence: Any) -> Decision:
    """Not while things are as they are."""
    return Decision(False, sentence, Refused)


Policy = Callable[[Any, Any], Decision]
_policies: dict[Verb, Policy] = {}


def allows(*verbs: Verb) -> Callable[[Policy], Policy]:
    """Declare a function as the policy of one or more verbs; a second policy for a verb is a mistake."""

    def declare(policy: Policy) -> Policy:
        for verb in verbs:
            if verb in _policies:
                raise ValueError(f"{verb.code} already has a policy")
            _policies[verb] = policy
        return policy

    return declare


def policy_of(verb: Verb) -> Policy | None:
    """The declared policy of a verb, or None."""
    return _policies.get(verb)


def ask(actor: Any, verb: Verb, record: Any) -> Decision:
    """Ask the policy, then the flow of the record. A verb without a policy is allowed to nobody."""
    policy = _policies.get(verb)
    if policy is None:
        return forbidden(f"{verb.code} has no policy")
    decision = policy(actor, record)
    flow = getattr(record, "FLOW", None)
    if decision and flow is not None and verb in flow and not flow.open(record, verb):
        return not_now(_why_closed(flow, record, verb))
    return decision


# Put into words when somebody reads it: lists ask about each of their rows, and most of the answers nobody reads.
_why_closed = lazy(lambda flow, record, verb: flow.why_closed(record, verb), str)


def require(actor: Any, verb: Verb, record: Any) -> None:
    """Raise the refusal that `ask` gives, if it gives one."""
    decision = ask(actor, verb, record)
    if not decision:
        refusal = decision.refusal(decision.sentence)
        refusal.record = record
        raise refusal


def delegations_needed(actor: Any, allowed: Callable[[Any], Any]) -> tuple[Any, ...]:
    """The delegations without which ``allowed`` would say no: none where the post's own mandates are enough.

    Usually it is one; where only several together allow the deed, it is all of them.
    """
    delegations: tuple[Any, ...] = getattr(actor, "delegations", ())
    if not delegations or allowed(actor.under()) or not allowed(actor):
        return ()
    return next(((delegation,) for delegation in delegations if allowed(actor.under(delegation))), delegations)


def delegations_used(actor: Any, verb: Verb, record: Any) -> tuple[Any, ...]:
    """The delegations without which the policy of the verb would refuse."""
    policy = _policies.get(verb)
    return delegations_needed(actor, lambda who: policy(who, record)) if policy else ()
