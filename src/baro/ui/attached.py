"""What hangs on posts here, and what becomes of it when they are closed."""

from baro.org.attached import kept
from baro.ui.models import Work

kept("long work is waited for by whoever began it", Work, "post_id")
