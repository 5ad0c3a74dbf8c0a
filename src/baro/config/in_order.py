"""How the system around Baro stands, for the list of what is asked about an installation."""

from baro.config import environment, prerequisites
from baro.operation.questions import declare

declare(
    *prerequisites.OURS, *prerequisites.FROM_DEBIAN, *([prerequisites.SCANNER] if environment.text("CLAMAV") else [])
)
