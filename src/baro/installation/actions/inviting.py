"""Accounts are given to people with an invitation each; whoever has it chooses the password, once."""

from __future__ import annotations

import smtplib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.db import transaction
from django.http import Http404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from baro.installation.codes import new_secret
from baro.installation.models import Installation, Invitation
from baro.installation.naming import free_names
from baro.installation.people import with_an_account, without_an_account
from baro.installation.queries import digest_of, this_one
from baro.installation.rulebook import Accounts
from baro.kernel import rulebook
from baro.kernel.decisions import require
from baro.kernel.errors import Refused
from baro.org.accounts.actions.signing_in import end, held, owner_of
from baro.org.accounts.sealing import opened, sealed
from baro.org.accounts.verbs import ACCEPT, ADD, GIVE, INVITE
from baro.org.accounts.visits import Visit, note
from baro.org.actors import Actor
from baro.org.models import Account, EndOfSignIn, Person, SignIn
from baro.trail.changes import Batch, change, change_many, tell_many
from baro.ui.outside.server import sends_mail

SECRET_LENGTH = 20  # signs of five bits each


def give(person_ids: Iterable[int], *, by: Actor, emails: Mapping[int, str] | None = None) -> Batch[Person]:
    """Give people accounts and invite each of them; who has one, or is kept by others, is refused.

    ``emails`` are addresses by person; who has one gets the invitation there, for all others a slip waits.
    """
    now, rule = timezone.now(), rulebook.today(Accounts)
    with transaction.atomic():
        with change_many(Person, person_ids, GIVE, by=by) as batch:
            _refuse_others(batch, by)
            accounts = _accounts(batch.records, rule, emails or {}, by=by)
            invitations = _invitations(accounts, rule, now, by=by)
            for person, account, invitation in zip(batch.records, accounts, invitations, strict=True):
                facts = {"account": account.username, "last": timezone.localdate(invitation.expires_at)}
                batch.tell(person, account, name=person.name, **facts)
        _send_after_commit(invitations)
    return batch


def _refuse_others(batch: Batch[Person], by: Actor) -> None:
    keys = [person.pk for person in batch.records]
    free = set(without_an_account(by).filter(pk__in=keys).order_by().values_list("pk", flat=True))
    having = with_an_account(keys)
    for person in list(batch.records):
        if person.pk in having:
            batch.refuse(person, _("has the account %(name)s already") % {"name": having[person.pk]})
        elif person.pk not in free:
            batch.refuse(person, _("holds a post in a unit whose accounts somebody else keeps"))


def _accounts(people: Sequence[Person], rule: Accounts, emails: Mapping[int, str], *, by: Actor) -> list[Account]:
    """The new accounts, in the order of the people; told as given."""
    installation = this_one()
    language = installation.language if installation else ""
    accounts = [
        Account(
            username=name, person=one, email=emails.get(one.pk, ""), language=language, password=make_password(None)
        )
        for name, one in zip(free_names(people, rule), people, strict=True)
    ]
    for account in accounts:
        require(by, ADD, account)
    Account.objects.bulk_create(accounts)
    told: list[Any] = [
        (one, {"name": one.username, "person": one.person.name if one.person else ""}) for one in accounts
    ]
    tell_many(ADD, told, by=by, facts={}, beside={one.pk: [one.person] for one in accounts if one.person})
    return accounts


def _invitations(accounts: Sequence[Account], rule: Accounts, now: datetime, *, by: Actor) -> list[Invitation]:
    """A new invitation for each account; the one before opens nothing any more."""
    Invitation.objects.filter(account__in=accounts, used_at=None, ended_at=None).update(ended_at=now)
    mails = sends_mail()
    made = [
        Invitation(
            account=account,
            secret_digest=digest_of(secret := new_secret(SECRET_LENGTH)),
            sealed=sealed(secret),
            made_at=now,
            made_by_id=by.person_id,
            expires_at=now + timedelta(days=rule.invitation_days),
            mailed_to=account.email if mails else "",
        )
        for account in accounts
    ]
    return Invitation.objects.bulk_create(made)


def invite(account_id: int, *, by: Actor, email: str = "") -> Account:
    """Let the owner of an account choose a password anew; until they do, the one they have stays.

    With ``email`` the invitation goes there, without one a slip waits to be printed.
    """
    with change(Account, account_id, INVITE, by=by) as (account, tell):
        if account.email != email:
            account.email = email
            account.save(update_fields=["email"])
        (made,) = _invitations([account], rulebook.today(Accounts), timezone.now(), by=by)
        tell(last=timezone.localdate(made.expires_at))
        _send_after_commit([made])
    return account


def invite_first(account: Account) -> str:
    """The address at which the first administrator chooses a password, for the terminal."""
    by = Actor.system("installation.set_up")
    invite(account.pk, by=by)
    return address_of(Invitation.objects.open_at(timezone.now()).get(account=account))


def invite_many(account_ids: Iterable[int], *, by: Actor, email: str = "") -> Batch[Account]:
    """The same for many, each at the address of the account; ``email`` is of one alone and not looked at."""
    with transaction.atomic():
        with change_many(Account, account_ids, INVITE, by=by) as batch:
            made = _invitations(batch.records, rulebook.today(Accounts), timezone.now(), by=by)
            for account, invitation in zip(batch.records, made, strict=True):
                batch.tell(account, last=timezone.localdate(invitation.expires_at))
        _send_after_commit(made)
    return batch


def accept(secret: str, password: str, visit: Visit) -> Account:
    """Choose the password with an invitation; gives the account, whose other sign-ins are ended.

    Raises Refused when it was used, replaced, or is too old, and for a password that is easily guessed.
    """
    with transaction.atomic():
        found = Invitation.objects.filter(secret_digest=digest_of(secret)).select_for_update().first()
        if found is None:
            raise Http404
        if not found.is_open:
            raise Refused(why_closed(found))
        account = Account.objects.select_related("person").get(pk=found.account_id)  # sees: whoever has the invitation
        _refuse_guessed(password, account)
        by = owner_of(account, request_id=visit.request_id)
        open_ones = list(SignIn.objects.filter(account=account).order_by("pk"))
        with held(open_ones), change(Account, account.pk, ACCEPT, by=by) as (account, tell):
            end(open_ones, EndOfSignIn.PASSWORD, visit, by=by)
            account.set_password(password)
            account.save(update_fields=["password"])
            found.used_at, found.sealed = timezone.now(), ""
            found.save(update_fields=["used_at", "sealed"])
            tell(**visit.facts)
    note("invitation_accepted", visit, account=account.username)
    return account


def why_closed(invitation: Invitation) -> str:
    """Why an invitation opens nothing, and what to do."""
    if invitation.used_at:
        return _("This invitation was used already. Sign in with the password that was chosen, or ask for a new one.")
    if invitation.ended_at:
        return _("This invitation was replaced by a later one. Use that one.")
    return _("This invitation is too old. Ask who keeps the accounts for a new one.")


def _refuse_guessed(password: str, account: Account) -> None:
    try:
        validate_password(password, account)
    except ValidationError as weak:
        sentence = " ".join(weak.messages)
        raise Refused(sentence, fields={"password": sentence}) from weak


# By e-mail


def _send_after_commit(invitations: Sequence[Invitation]) -> None:
    """Send those that have an address once everything is written; one that fails becomes a slip."""
    mailed = [one for one in invitations if one.mailed_to]
    if mailed:
        transaction.on_commit(lambda: send(mailed))


def send(invitations: Iterable[Invitation]) -> int:
    """Send invitations; returns how many the server took. Those that it did not take wait as slips."""
    installation, sent = this_one(), 0
    for one in invitations:
        try:
            sent += letter(one, installation).send()
        except (OSError, smtplib.SMTPException) as error:
            note("invitation_not_sent", Visit(), account=one.account.username, why=str(error)[:200])
            Invitation.objects.filter(pk=one.pk).update(mailed_to="")
    return sent


def letter(invitation: Invitation, installation: Installation | None) -> EmailMessage:
    """The e-mail of an invitation, in the language of its reader."""
    account = invitation.account
    with translation.override(account.language or settings.LANGUAGE_CODE):
        name = str(installation or "Baro")
        context = {"name": name, "account": account, "invitation": invitation, "address": address_of(invitation)}
        subject = _("Your account at %(name)s") % {"name": name}
        body = render_to_string("installation/invitation.txt", context)
    return EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [invitation.mailed_to])


def address_of(invitation: Invitation) -> str:
    """The address that an invitation opens; empty once it was used."""
    secret = opened(invitation.sealed) if invitation.sealed else ""
    return settings.SITE + reverse("installation.join_with", args=[secret]) if secret else ""
