'use client';
import { useOptimistic } from 'react';
import { cx } from '@/components/ui/cx';
import { MoveButton } from '@/components/ui/move-button';
import { TimeText } from '@/components/ui/time-text';
import { assignTask, moveTask, setTaskStatus } from '@/lib/actions/tasks';
import { useCommand } from '@/lib/client/use-command';
import type { Person } from '@/lib/domain/views/incident';
import type { IncidentTask } from '@/lib/domain/views/task';
import { NewTask } from './new-task';

export interface TaskListProps {
  readonly incidentId: string;
  readonly tasks: readonly IncidentTask[];
  readonly people: readonly Person[];
  readonly canWrite: boolean;
}

/** What is to be done about an incident: who does it, what is done, and in which order. */
export function TaskList({ incidentId, tasks, people, canWrite }: TaskListProps) {
  const { run, isPending, error } = useCommand();
  return (
    <div className="flex flex-col gap-2" aria-busy={isPending}>
      {error === null ? null : (
        <p role="alert" className="text-high-fg text-xs">
          {error}
        </p>
      )}
      {tasks.length === 0 ? (
        <p className="text-muted text-xs">
          Nothing is left to do. Tasks are for what somebody should not forget.
        </p>
      ) : (
        <ol aria-label="Tasks" className="flex flex-col divide-y">
          {tasks.map((task, index) => (
            <li key={task.id} className="flex items-start gap-2 py-1.5">
              <DoneBox task={task} disabled={!canWrite || isPending} run={run} />
              <span className="min-w-0 flex-1">
                <span className={cx('block break-words', task.isDone && 'text-muted line-through')}>
                  {task.title}
                </span>
                <Origin task={task} />
                {canWrite ? (
                  <Assignee
                    task={task}
                    people={people}
                    disabled={isPending}
                    onAssign={(assignedTo) => void run(() => assignTask({ id: task.id, assignedTo }))}
                  />
                ) : (
                  <span className="block text-muted text-xs">{task.assignedTo?.name ?? 'Nobody'}</span>
                )}
              </span>
              {canWrite && tasks.length > 1 ? (
                <span className="flex shrink-0">
                  <MoveButton
                    label={`Move up: ${task.title}`}
                    by={-1}
                    disabled={isPending || index === 0}
                    onMove={(by) => void run(() => moveTask({ id: task.id, by }))}
                  />
                  <MoveButton
                    label={`Move down: ${task.title}`}
                    by={1}
                    disabled={isPending || index === tasks.length - 1}
                    onMove={(by) => void run(() => moveTask({ id: task.id, by }))}
                  />
                </span>
              ) : null}
            </li>
          ))}
        </ol>
      )}
      {canWrite ? <NewTask incidentId={incidentId} /> : null}
    </div>
  );
}

interface DoneBoxProps {
  readonly task: IncidentTask;
  readonly disabled: boolean;
  readonly run: ReturnType<typeof useCommand>['run'];
}

/** Ticked at once; should the portal refuse, it is as it was. */
function DoneBox({ task, disabled, run }: DoneBoxProps) {
  const [isDone, setIsDone] = useOptimistic(task.isDone);
  return (
    <input
      type="checkbox"
      aria-label={`Done: ${task.title}`}
      checked={isDone}
      disabled={disabled}
      onChange={() =>
        void run(() => {
          setIsDone(!isDone);
          return setTaskStatus({ id: task.id, status: isDone ? 'open' : 'done' });
        })
      }
      className="mt-1 size-4 shrink-0 accent-accent"
    />
  );
}

function Origin({ task }: { readonly task: IncidentTask }) {
  return (
    <span className="block text-muted text-xs">
      {task.isDone ? `Done by ${task.doneBy ?? 'somebody'} ` : `From ${task.createdBy} `}
      <TimeText value={task.doneAt ?? task.createdAt} format="relative" />
    </span>
  );
}

interface AssigneeProps {
  readonly task: IncidentTask;
  readonly people: readonly Person[];
  readonly disabled: boolean;
  readonly onAssign: (id: string | null) => void;
}

function Assignee({ task, people, disabled, onAssign }: AssigneeProps) {
  const { assignedTo } = task;
  const known =
    assignedTo === null || people.some(({ id }) => id === assignedTo.id) ? people : [...people, assignedTo];
  return (
    <select
      aria-label={`Assigned to: ${task.title}`}
      value={assignedTo?.id ?? ''}
      disabled={disabled}
      onChange={(event) => onAssign(event.target.value || null)}
      className="-ml-1 h-6 max-w-full rounded-sm bg-transparent text-muted text-xs hover:bg-hover"
    >
      <option value="">Nobody</option>
      {known.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
}
