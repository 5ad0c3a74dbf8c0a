"""Addresses of the installation."""

from __future__ import annotations

from django.urls import path

from baro.installation.web import giving, joining, set_up
from baro.installation.web.checklist import checklist
from baro.installation.web.lists import AccountList, WithoutAccountList
from baro.installation.web.pages import ACCOUNTS, INSTALLATION
from baro.ui.lists import list_view

urlpatterns = [
    path("setup/", set_up.set_up, name="installation.set_up"),
    path("join/", joining.join, name="installation.join"),
    path("join/<str:secret>/", joining.join_with, name="installation.join_with"),
    path("administration/", checklist, name="installation.checklist"),
    path("administration/accounts/", list_view(AccountList), name=AccountList.code),
    path("administration/accounts/without/", list_view(WithoutAccountList), name=WithoutAccountList.code),
    path("administration/accounts/list/", giving.give_by_list, name="installation.give_by_list"),
    path("administration/accounts/slips/", giving.slips, name="installation.slips"),
    path("administration/accounts/give/", giving.give_many, name="org.person.give_account.many"),
    path("administration/accounts/give/<int:pk>/", giving.give_one, name="org.person.give_account"),
    *ACCOUNTS.urls(),
    *INSTALLATION.urls(),
]
