"""Addresses of the organisation."""

from __future__ import annotations

from django.urls import path

from baro.directory.web import (
    absences,
    checks,
    grants,
    handovers,
    lists,
    mandates,
    organisation,
    planning,
    post_deeds,
    post_lists,
    posts,
    reorganising,
    views,
)
from baro.ui.lists import list_view

urlpatterns = [
    path("organisation/", organisation.organisation, name="org.tree"),
    path("units/", list_view(lists.UnitList), name="org.units"),
    path("units/<int:pk>/", views.unit, name="org.unit"),
    path("units/<int:pk>/mandates/", mandates.mandates, name="org.unit.mandates"),
    path("units/<int:pk>/why/", mandates.why, name="org.unit.why"),
    path("posts/<int:pk>/mandate/", mandates.mandate, name="org.mandate"),
    path("grants/", list_view(grants.GrantList), name="org.grants"),
    path("grants/grant/", grants.grant, name="org.grant"),
    path("grants/<int:pk>/", grants.detail, name="org.grants.detail"),
    path("grants/<int:pk>/revoke/", grants.revoke, name="org.revoke"),
    path("grants/<int:pk>/report-on/", grants.report_on, name="org.report_on"),
    path("absences/", absences.be_away, name="org.be_away"),
    path("absences/<int:pk>/be-back/", absences.be_back, name="org.be_back"),
    path("people/", list_view(lists.PeopleList), name="org.people"),
    path("reorganisations/", list_view(lists.ReorganisationList), name="org.reorganisations"),
    path("reorganisations/prepare/", reorganising.prepare, name="org.prepare"),
    path("reorganisations/<int:pk>/", reorganising.reorganisation, name="org.reorganisation"),
    path("reorganisations/<int:pk>/effects/", reorganising.effects, name="org.effects"),
    path("reorganisations/<int:pk>/work-out/", reorganising.work_out, name="org.work_out"),
    path("reorganisations/<int:pk>/plan/", planning.plan, name="org.plan"),
    path("reorganisations/<int:pk>/sign/", reorganising.sign, name="org.sign"),
    path("reorganisations/<int:pk>/take-back/", reorganising.take_back, name="org.take_back"),
    path("reorganisations/<int:pk>/withdraw/", reorganising.withdraw, name="org.withdraw"),
    path("reorganisations/<int:pk>/carry-out/", reorganising.carry_out, name="org.carry_out"),
    path("posts/", list_view(post_lists.PostList), name="org.posts"),
    path("posts/<int:pk>/", posts.post, name="org.post"),
    path("posts/<int:pk>/appoint/", post_deeds.appoint, name="org.appoint"),
    path("posts/<int:pk>/release/", post_deeds.release, name="org.release"),
    path("posts/<int:pk>/close-post/", post_deeds.close_post, name="org.close_post"),
    path("units/<int:pk>/open-post/", post_deeds.open_post, name="org.open"),
    path("handovers/", list_view(handovers.HandoverList), name="org.handovers"),
    path("handovers/<int:pk>/", handovers.handover, name="org.handover"),
    path("handovers/<int:pk>/hand-over/", handovers.hand_over, name="org.hand_over"),
    path("handovers/<int:pk>/take-over/", handovers.take_over, name="org.take_over"),
    path("organisation/checks/", checks.all_checks, name="org.checks"),
    path("organisation/checks/<str:code>/", checks.rows_of_check, name="org.check"),
]
