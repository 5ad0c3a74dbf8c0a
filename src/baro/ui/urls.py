"""Addresses of the frame."""

from __future__ import annotations

from django.urls import path

from baro.ui.web import following, gallery, my_work, noticing, searching, security_contact, sign_ins, switches, viewing

urlpatterns = [
    path("my-work/", my_work.my_work, name="ui.my_work"),
    path("my-work/posts/", my_work.posts, name="ui.posts"),
    path("search/", searching.search_page, name="ui.search"),
    path("search/palette/", searching.palette, name="ui.palette"),
    path("choices/<str:source>/", searching.choices, name="ui.choices"),
    path("notices/", noticing.notices, name="ui.notices"),
    path("notices/read/", noticing.read, name="ui.notices_read"),
    path("notices/<int:pk>/", noticing.notice, name="ui.notice"),
    path("views/save/", viewing.save, name="ui.view_save"),
    path("views/<int:pk>/first/", viewing.first, name="ui.view_first"),
    path("views/<int:pk>/forget/", viewing.forget, name="ui.view_forget"),
    path("done/<slug:key>/", following.outcome, name="ui.outcome"),
    path("long-work/<int:pk>/", following.work, name="ui.work"),
    path("timeline/<str:label>/<int:pk>/", following.timeline, name="ui.timeline"),
    path("language/", switches.language, name="ui.language"),
    path("theme/", switches.theme, name="ui.theme"),
    path("acting/", switches.acting, name="ui.acting"),
    path("sign-ins/", sign_ins.sign_ins, name="ui.sign_ins"),
    path("sign-ins/others/end/", sign_ins.end_others, name="ui.sign_ins_end_others"),
    path("sign-ins/<int:pk>/end/", sign_ins.end, name="ui.sign_in_end"),
    path(".well-known/security.txt", security_contact.security_txt, name="ui.security_txt"),
    path("gallery/", gallery.gallery, name="ui.gallery"),
]
