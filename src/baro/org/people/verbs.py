"""What people do with the records of people."""

from django.utils.translation import gettext_lazy as _

from baro.kernel.verbs import Verb

MERGE = Verb(
    "org.person.merge",
    _("Merge a duplicate"),
    _("%(actor)s merged %(name)s into this person (tenures: %(count)s): %(reason)s"),
    facts=frozenset({"name", "count", "reason"}),
    icon="git-merge",
    permission="org.organise",
)
ENTER_BIRTH = Verb(
    "org.person.enter_birth",
    _("Enter birth and sex"),
    _("%(actor)s entered the birth and the sex of %(name)s"),
    facts=frozenset({"name"}),
    icon="cake",
)
CORRECT_BIRTH = Verb(
    "org.person.correct_birth",
    _("Correct birth or sex"),
    _("%(actor)s corrected the birth or the sex of %(name)s: %(reason)s"),
    facts=frozenset({"name", "reason"}),
    automatic=True,
    icon="cake",
)
