"""A job that failed, as a worker leaves it."""

from django.db import connection


def failed_job(task: str = "operation.look_at_papers", lock: str | None = None) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (task_name, queue_name, args, status, queueing_lock)"
            " VALUES (%s, 'default', '{\"timestamp\": 0}', 'failed', %s) RETURNING id",
            [task, lock],
        )
        return int(cursor.fetchone()[0])
