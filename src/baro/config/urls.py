"""Every address; each part brings its own."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as keys
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as social
from django.apps import apps
from django.urls import include, path
from django.utils.module_loading import module_has_submodule
from django.views.generic import RedirectView

from baro.parts import PARTS
from baro.ui.frame import identity_provider
from baro.ui.frame.signing_in import SignIn

*LOWER, _config = PARTS  # this very table is the one of config

handler400 = "baro.ui.faults.bad_request"
handler500 = "baro.ui.faults.server_error"
urlpatterns = [
    path("", RedirectView.as_view(pattern_name="ui.my_work"), name="home"),
    # Of allauth only these: nobody signs themselves up, and a forgotten password is for whoever keeps the accounts.
    path("accounts/login/", SignIn.as_view(), name="account_login"),
    path("accounts/logout/", account.logout, name="account_logout"),
    path("accounts/password/change/", account.password_change, name="account_change_password"),
    path("accounts/password/set/", account.password_set, name="account_set_password"),
    path("accounts/again/", account.reauthenticate, name="account_reauthenticate"),
    path("accounts/keys/", keys.index, name="mfa_index"),
    path("accounts/keys/authenticate/", keys.authenticate, name="mfa_authenticate"),
    path("accounts/keys/again/", keys.reauthenticate, name="mfa_reauthenticate"),
    path("accounts/keys/totp/activate/", app.activate_totp, name="mfa_activate_totp"),
    path("accounts/keys/totp/deactivate/", app.deactivate_totp, name="mfa_deactivate_totp"),
    path("accounts/keys/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("accounts/keys/codes/generate/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("accounts/keys/codes/download/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("accounts/keys/webauthn/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("accounts/keys/webauthn/add/", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path("accounts/keys/webauthn/again/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("accounts/keys/webauthn/login/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("accounts/keys/webauthn/<int:pk>/remove/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
    path("accounts/keys/webauthn/<int:pk>/edit/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    path("accounts/provider/<str:provider_id>/login/", identity_provider.login, name="openid_connect_login"),
    path(
        "accounts/provider/<str:provider_id>/login/callback/",
        identity_provider.callback,
        name="openid_connect_callback",
    ),
    path("accounts/provider/cancelled/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("accounts/provider/failed/", social.login_error, name="socialaccount_login_error"),
    *(
        path("", include(f"baro.{part}.urls"))
        for part in LOWER
        if module_has_submodule(apps.get_app_config(part).module, "urls")
    ),
]
