"""Addresses of the installation."""

from __future__ import annotations

from django.urls import path

from baro.installation.web import giving, helping, joining, set_up
from baro.installation.web.checklist import checklist
from baro.installation.web.lists import AccountList, WithoutAccountList
from baro.installation.web.pages import ACCOUNTS, INSTALLATION
from baro.ui.frame.second_factors import asks_again
from baro.ui.lists import list_view

# Whoever finds a browser open lets nobody else in with it, and sends no e-mails by another server.
AGAIN = {
    "installation.give_by_list",
    "installation.installation.set_mail",
    "org.account.close",
    "org.account.close.many",
    "org.account.forget_keys",
    "org.account.invite",
    "org.account.invite.many",
    "org.person.give_account",
    "org.person.give_account.many",
}
addresses = [
    path("setup/", set_up.set_up, name="installation.set_up"),
    path("join/", joining.join, name="installation.join"),
    path("join/<str:secret>/", joining.join_with, name="installation.join_with"),
    path("help/", helping.help_page, name="installation.help"),
    path("help/new/", helping.news, name="installation.news"),
    path("help/<slug:code>/", helping.leaflet, name="installation.leaflet"),
    path("administration/installation/", checklist, name="installation.checklist"),
    path("administration/accounts/", list_view(AccountList), name=AccountList.code),
    path("administration/accounts/without/", list_view(WithoutAccountList), name=WithoutAccountList.code),
    path("administration/accounts/list/", giving.give_by_list, name="installation.give_by_list"),
    path("administration/accounts/slips/", giving.slips, name="installation.slips"),
    path("administration/accounts/give/", giving.give_many, name="org.person.give_account.many"),
    path("administration/accounts/give/<int:pk>/", giving.give_one, name="org.person.give_account"),
    *ACCOUNTS.urls(),
    *INSTALLATION.urls(),
]
for one in addresses:
    if one.name in AGAIN:
        one.callback = asks_again(one.callback)
urlpatterns = addresses
