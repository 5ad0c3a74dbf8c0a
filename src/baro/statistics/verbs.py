"""What people may do with figures: see them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from baro.kernel.permissions import permissions

SEE = "statistics.see"
permissions(statistics=[("see", _("See figures"))])
