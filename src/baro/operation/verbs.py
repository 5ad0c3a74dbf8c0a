"""What whoever runs Baro may do here: see how it stands, and have a failed job done again."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from baro.kernel.permissions import permissions

SEE = "operation.see"
permissions(operation=[("see", _("See how Baro runs"))])
