"""Addresses of the organisation."""

from __future__ import annotations

from django.urls import path

from baro.directory.web import checks
from baro.directory.web.committees import committee as committees
from baro.directory.web.handovers import list as handovers
from baro.directory.web.handovers import pages as handover_pages
from baro.directory.web.importing import pages as importing
from baro.directory.web.people import list as people
from baro.directory.web.people import pages as person_pages
from baro.directory.web.posts import list as post_lists
from baro.directory.web.posts import pages as post_pages
from baro.directory.web.powers import absence_pages, delegation_pages, delegations, mandates, proposals
from baro.directory.web.reorganising import list as reorganisations
from baro.directory.web.reorganising import pages as reorganisation_pages
from baro.directory.web.reorganising import planning
from baro.directory.web.staffing import page as staffing
from baro.directory.web.staffing import quotas
from baro.directory.web.tree import page as organisation
from baro.directory.web.units import list as units
from baro.directory.web.units import pages as unit_pages
from baro.ui.lists import list_view

urlpatterns = [
    path("organisation/", organisation.organisation, name="org.tree"),
    path("organisation/import/", importing.import_, name="org.import.apply"),
    path("organisation/import/template/", importing.template, name="org.imports.template"),
    path("organisation/import/<int:pk>/", importing.one, name="org.imports.one"),
    path("organisation/import/<int:pk>/rows/", importing.rows, name="org.imports.rows"),
    path("organisation/import/<int:pk>/carry-in/", importing.carry_in, name="org.imports.carry_in"),
    path("organisation/export/", importing.export, name="org.export"),
    path("organisation/checks/", checks.all_checks, name="org.checks"),
    path("organisation/checks/<str:code>/", checks.rows_of_check, name="org.check"),
    path("units/", list_view(units.UnitList), name="org.units"),
    *unit_pages.UNITS.urls(),
    path("units/<int:pk>/mandates/", mandates.mandates, name="org.unit.mandates"),
    path("units/<int:pk>/why/", mandates.why, name="org.unit.why"),
    path("posts/<int:pk>/mandate/", mandates.mandate, name="org.post.set_mandate"),
    path("posts/", list_view(post_lists.PostList), name="org.posts"),
    *post_pages.POSTS.urls(),
    *post_pages.TENURES.urls(),
    path("people/", list_view(people.PeopleList), name="org.people"),
    path("people/<int:pk>/", person_pages.person, name="org.person"),
    *person_pages.PERSONS.urls(),
    path("members/", list_view(committees.MemberList), name="org.members"),
    path("staffing/", list_view(staffing.StaffingList), name="org.staffing"),
    path("staffing/posts/", list_view(staffing.PostsOnDayList), name="org.staffing.posts"),
    path("staffing/quotas/", list_view(quotas.QuotaList), name=quotas.QuotaList.code),
    path("handovers/", list_view(handovers.HandoverList), name="org.handovers"),
    *handover_pages.HANDOVERS.urls(),
    path("delegations/", list_view(delegations.DelegationList), name="org.delegations"),
    *delegation_pages.DELEGATIONS.urls(),
    path("proposals/", list_view(proposals.ProposalList), name="org.proposals"),
    *proposals.PROPOSALS.urls(),
    *absence_pages.ABSENCES.urls(),
    path("reorganisations/", list_view(reorganisations.ReorganisationList), name="org.reorganisations"),
    *reorganisation_pages.REORGANISATIONS.urls(),
    path("reorganisations/<int:pk>/attached/<str:code>/", reorganisation_pages.attached, name="org.attached"),
    path("reorganisations/<int:pk>/effects/", reorganisation_pages.effects, name="org.effects"),
    path("reorganisations/<int:pk>/work-out/", reorganisation_pages.work_out, name="org.work_out"),
    path("reorganisations/<int:pk>/plan/template/", planning.template, name="org.plans.template"),
]
