"""What hangs on posts here, and what becomes of it when they are closed."""

from django.utils.translation import gettext_lazy as _

from baro.org.dependent_rows import PersonReference, dependents, stays
from baro.ui.models import Remark, Work

dependents(PersonReference(_("Remarks"), Remark, "person"))
stays("a remark was written in the post of its day", Remark, "post")

stays("long work is waited for by whoever began it", Work, "post_id")
