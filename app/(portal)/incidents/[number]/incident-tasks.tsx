import { TaskList } from '@/components/tasks/task-list';
import { Card } from '@/components/ui/card';
import type { Actor } from '@/lib/domain/permissions';
import type { Person } from '@/lib/domain/views/incident';
import { tasksOf } from '@/lib/server/tasks/queries';

interface TasksProps {
  readonly actor: Actor;
  readonly incidentId: string;
  readonly people: readonly Person[];
  readonly canWrite: boolean;
}

/** What is to be done about it; nothing for whoever only reads where there is nothing. */
export async function IncidentTasks({ actor, incidentId, people, canWrite }: TasksProps) {
  const tasks = await tasksOf(actor, incidentId);
  return tasks.length === 0 && !canWrite ? null : (
    <Card title="Tasks">
      <TaskList incidentId={incidentId} tasks={tasks} people={people} canWrite={canWrite} />
    </Card>
  );
}
