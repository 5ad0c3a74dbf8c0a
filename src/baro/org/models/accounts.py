"""How people sign in."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from baro.org.models.people import Person, Post


class AccountManager(BaseUserManager["Account"]):
    """Accounts by name."""

    def create_user(self, username: str, password: str | None = None, **more: Any) -> Account:
        """A saved account; without a password nobody can sign in with one."""
        account = self.model(username=username, **more)
        account.set_password(password)
        account.save(using=self._db)
        return account


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
