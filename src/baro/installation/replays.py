"""What the trail tells about the installation, held against it."""

from baro.installation.models import Installation, Invitation
from baro.trail.kept import kept
from baro.trail.replaying import not_replayed

kept(Installation, "name", "language", "organisation", "mail_from", empty=("mail_from",))
not_replayed(
    "an invitation is a secret that ends; giving the account and accepting it are told of the account", Invitation
)
