"""What people may do with figures: see them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from baro.kernel.duties import duties

SEE = "statistics.see"
duties(statistics=[("see", _("See figures"))])
