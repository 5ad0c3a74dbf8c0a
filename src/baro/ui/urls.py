"""Addresses of the frame."""

from __future__ import annotations

from django.urls import path

from baro.ui.web import (
    boards,
    following,
    gallery,
    my_work,
    noticing,
    outside,
    searching,
    security_contact,
    sign_ins,
    switches,
    talking,
    viewing,
)

urlpatterns = [
    path("my-work/", my_work.my_work, name="ui.my_work"),
    path("my-work/posts/", my_work.posts, name="ui.posts"),
    path("my-work/board/", boards.board, name="ui.board"),
    path("my-work/calendar/", boards.calendar_page, name="ui.calendar_page"),
    path("my-work/first/", my_work.first, name="ui.work_first"),
    path("my-work/desks/<int:post>/<str:kind>/", my_work.desk, name="ui.desk"),
    path("search/", searching.search_page, name="ui.search"),
    path("search/palette/", searching.palette, name="ui.palette"),
    path("choices/<str:source>/", searching.choices, name="ui.choices"),
    path("notices/", noticing.notices, name="ui.notices"),
    path("notices/read/", noticing.read, name="ui.notices_read"),
    path("notices/unread/", noticing.unread, name="ui.notices_unread"),
    path("notices/<int:pk>/", noticing.notice, name="ui.notice"),
    path("views/save/", viewing.save, name="ui.view_save"),
    path("views/<int:pk>/first/", viewing.first, name="ui.view_first"),
    path("views/<int:pk>/forget/", viewing.forget, name="ui.view_forget"),
    path("done/<slug:key>/", following.outcome, name="ui.outcome"),
    path("long-work/<int:pk>/", following.work, name="ui.work"),
    path("timeline/<str:label>/<int:pk>/", following.timeline, name="ui.timeline"),
    path("talk/<str:label>/<int:pk>/", talking.write, name="ui.remark.write"),
    path("talk/<str:label>/<int:pk>/readers/", talking.readers, name="ui.readers"),
    *talking.REMARKS.urls(),
    path("outside/", outside.outside, name="ui.outside"),
    path("outside/digest/", outside.choose, name="ui.digest.choose"),
    path("outside/calendar/renew/", outside.renew, name="ui.feed.renew"),
    path("outside/calendar/revoke/", outside.revoke, name="ui.feed.revoke"),
    path("calendar/<str:secret>.ics", outside.calendar, name="ui.calendar"),
    path("language/", switches.language, name="ui.language"),
    path("theme/", switches.theme, name="ui.theme"),
    path("acting/", switches.acting, name="ui.acting"),
    path("sign-ins/", sign_ins.sign_ins, name="ui.sign_ins"),
    path("sign-ins/others/end/", sign_ins.end_others, name="ui.sign_ins_end_others"),
    path("sign-ins/<int:pk>/end/", sign_ins.end, name="ui.sign_in_end"),
    path(".well-known/security.txt", security_contact.security_txt, name="ui.security_txt"),
    path("gallery/", gallery.gallery, name="ui.gallery"),
]
