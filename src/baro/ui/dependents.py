"""What hangs on posts here, and what becomes of it when they are closed."""

from baro.org.dependent_rows import stays
from baro.ui.models import Work

stays("long work is waited for by whoever began it", Work, "post_id")
