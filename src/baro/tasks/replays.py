"""What the trail tells about tasks, held against them."""

from baro.tasks.models import Evidence, Progress, Task, TaskUnit
from baro.trail.kept import kept
from baro.trail.replaying import not_replayed

kept(
    Task,
    *("work", "product", "authority", "clause", "source", "no_deadline_reason"),
    *("unit", "owner_post", "assigner_unit", "assigner_post", "accountable_post"),
    *("first_due_on", "due_on", "asked_due_on", "handed_in_on", "finished_on"),
    *("progress_percent", "result", "returned_count", "extended_count", "urged_count"),
    *("kind", "horizon", "parent", "starts_after", "recurs", "occurs_on", "previous"),
    *("origin_id", "origin_document", "self_grade", "self_evaluation"),
)

not_replayed("triggers keep who owns and gave a task; whom else it concerns is told in words alone", TaskUnit)
not_replayed("a report stands in the trail with its words and its percentage; nobody changes or removes one", Progress)
not_replayed("what proves a report is a paper, and papers are held against the trail by themselves", Evidence)
