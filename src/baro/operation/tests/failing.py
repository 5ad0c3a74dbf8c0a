"""A job that failed, as a worker leaves it."""

from django.db import connection


def failed_job(task: str = "operation.look_at_papers", lock: str | None = None) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (task_name, queue_name, args, status, queueing_lock)"
            " VALUES (%s, 'default', '{\"timestamp\": 0}', 'doing', %s) RETURNING id",
            [task, lock],
        )
        (number,) = cursor.fetchone()
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed' WHERE id = %s", [number])
        return int(number)
