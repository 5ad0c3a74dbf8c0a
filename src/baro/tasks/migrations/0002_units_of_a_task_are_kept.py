"""The database itself keeps the rows that say from which units a task is seen, whoever writes tasks and in what number."""

from typing import ClassVar

from django.db import migrations

# One statement for all rows that were added. Ownership alone moves to another unit later.
KEPT = """
CREATE FUNCTION task_units_of_new_tasks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO tasks_taskunit (task_id, unit_id, role)
        SELECT id, unit_id, 'owner' FROM added
        UNION ALL SELECT id, assigner_unit_id, 'assigner' FROM added
        UNION ALL SELECT added.id, post.unit_id, 'accountable' FROM added JOIN org_post post ON post.id = accountable_post_id;
    RETURN NULL;
END $$;
CREATE TRIGGER task_units_of_new_tasks AFTER INSERT ON tasks_task REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION task_units_of_new_tasks();

CREATE FUNCTION task_unit_of_new_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE tasks_taskunit SET unit_id = NEW.unit_id WHERE task_id = NEW.id AND role = 'owner';
    RETURN NULL;
END $$;
CREATE TRIGGER task_unit_of_new_owner AFTER UPDATE OF unit_id ON tasks_task
    FOR EACH ROW WHEN (OLD.unit_id IS DISTINCT FROM NEW.unit_id) EXECUTE FUNCTION task_unit_of_new_owner();
"""
NOT_KEPT = """
DROP TRIGGER task_unit_of_new_owner ON tasks_task;
DROP FUNCTION task_unit_of_new_owner();
DROP TRIGGER task_units_of_new_tasks ON tasks_task;
DROP FUNCTION task_units_of_new_tasks();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("tasks", "0001_first")]

    operations: ClassVar = [migrations.RunSQL(KEPT, NOT_KEPT)]
