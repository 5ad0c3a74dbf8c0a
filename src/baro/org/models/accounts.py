"""How people sign in, where they are signed in, and who tried to."""

from __future__ import annotations

from typing import Any, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import check_password
from django.contrib.sessions.models import Session
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baro.kernel.errors import Refused
from baro.kernel.wordings import wording
from baro.org.actors import ANYTHING, Actor
from baro.org.models.people import Person, Post, Tenure
from baro.org.models.units import Unit, UnitQuerySet

KEEP = "org.keep_accounts"  # the permission to give accounts, close them and let people in again


def whole_of(actor: Actor, person: str = "person") -> Q:
    """The condition for people whose accounts an actor keeps; ``person`` is the key of the outer query.

    They hold posts, all of them in units in which the actor may keep accounts: who also sits higher up is kept up
    there, for whoever can let somebody in anew could come in as them. Who holds no post is kept at the top.
    """
    held = Tenure.objects.on(timezone.localdate()).filter(person=models.OuterRef(person)).order_by()
    reached = Unit.objects.filter(UnitQuerySet.scope_of(actor, KEEP)).order_by().values("pk")
    found = Q(models.Exists(held.filter(post__unit__in=reached)))
    found &= ~Q(models.Exists(held.exclude(post__unit__in=reached)))
    if any(scope.below and scope.root.count("/") == 1 for scope in actor.roots_of(KEEP)):
        found |= ~Q(models.Exists(held))
    return found


class AccountQuerySet(models.QuerySet["Account"]):
    """Accounts: everybody has their own, and those of an organisation are kept by somebody."""

    def visible_to(self, actor: Actor) -> Self:
        """One's own, and those that the actor keeps; all of them for the system."""
        if actor.person_id is None and actor.holds_anywhere(ANYTHING):
            return self
        return self.filter(self.concerning(actor))

    def kept_by(self, actor: Actor) -> Self:
        """Those of others that the actor keeps."""
        if not actor.holds_anywhere(KEEP):
            return self.none()
        return self.filter(whole_of(actor), person__isnull=False).exclude(person=actor.person_id)

    @classmethod
    def concerning(cls, actor: Actor) -> Q:
        """The actor's own, whether it is tied to a person or not, and those that the actor keeps."""
        own = Q(pk=actor.account_id) if actor.account_id is not None else Q(pk__in=[])
        if actor.person_id is not None:
            own |= Q(person=actor.person_id)
        return own | (whole_of(actor) & Q(person__isnull=False)) if actor.holds_anywhere(KEEP) else own


class AccountManager(BaseUserManager.from_queryset(AccountQuerySet)["Account"]):  # type: ignore[misc]
    """Accounts by name."""

    def create_user(self, username: str, password: str | None = None, **more: Any) -> Account:
        """A saved account; without a password nobody can sign in with one."""
        account: Account = self.model(username=username, **more)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def create_superuser(self, **_given: Any) -> Account:
        """Never: whoever runs an installation gives accounts to people and powers to posts.

        Raises Refused.
        """
        raise Refused("Nobody stands above all powers here: give a person an account with baro account add.")


class Account(AbstractBaseUser):
    """How a person signs in, and how they like to see things."""

    username = models.CharField(_("account name"), max_length=60, unique=True)
    email = models.EmailField(_("e-mail"), blank=True)
    person = models.OneToOneField(Person, models.PROTECT, null=True, blank=True, related_name="account")
    is_active = models.BooleanField(_("may sign in"), default=True)
    acting_post = models.ForeignKey(Post, models.SET_NULL, null=True, blank=True, related_name="+")
    language = models.CharField(_("Language"), max_length=5, blank=True)
    theme = models.CharField(_("Colours"), max_length=8, blank=True)

    USERNAME_FIELD = "username"
    objects = AccountManager()

    class Meta:
        verbose_name = _("account")

    def __str__(self) -> str:
        return self.username

    def get_absolute_url(self) -> str:
        """The page of the account."""
        return reverse("org.account", args=[self.pk])

    def check_password(self, raw_password: Any) -> bool:
        """Whether it is the password; the hash is made anew with the next one alone, so that every change is told."""
        return check_password(raw_password, self.password)


class SignIn(models.Model):
    """A session of an account that is open: since when and from where. It goes when its session goes."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="sign_ins")
    session = models.OneToOneField(Session, models.CASCADE, related_name="sign_in")
    at = models.DateTimeField(pgettext_lazy("sign-in", "since"))
    seen_at = models.DateTimeField(_("last used"))
    network = models.CharField(_("Network"), max_length=43, blank=True)
    browser = models.CharField(_("Browser"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("sign-in")

    def __str__(self) -> str:
        return f"{self.account_id} {self.network} {self.browser}"


class SignInAttempt(models.Model):
    """A name and a password that were tried from a network, until they prove right or are forgotten.

    The name is kept as a digest: people type their password there by mistake.
    """

    name_digest = models.CharField(_("account name"), max_length=64)
    network = models.CharField(_("Network"), max_length=43, blank=True)
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("attempt to sign in")
        indexes = [models.Index(fields=["network", "at"], name="attempt_by_network")]

    def __str__(self) -> str:
        return f"{self.network} {self.at}"


class EndOfSignIn(models.TextChoices):
    """Why a sign-in ended before anybody signed out."""

    OWNER = "owner", _("from another browser")
    IDLE = "idle", _("it was not used for too long")
    LONGEST = "longest", _("it had lasted as long as it may")
    PASSWORD = "password", _("the password was changed")
    CLOSED = "closed", pgettext_lazy("sign-in", "the account was closed")
    MERGED = "merged", pgettext_lazy("sign-in", "the record was merged into another")


wording("org.end_of_sign_in", lambda why: EndOfSignIn(why).label)
