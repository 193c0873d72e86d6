import { z } from 'zod';
import { TASK_TITLE_LIMIT } from '../limits';

const id = z.string().min(1).max(200);

export const addTaskInput = z.object({
  incidentId: id,
  title: z.string().trim().min(1, 'Say what is to be done.').max(TASK_TITLE_LIMIT),
  assignedTo: id.nullable(),
});
export const assignTaskInput = z.object({ id, assignedTo: id.nullable() });
export const taskStatusInput = z.object({ id, status: z.enum(['open', 'done']) });
/** One place up or down among the tasks of its incident. */
export const moveTaskInput = z.object({ id, by: z.union([z.literal(-1), z.literal(1)]) });

export type AddTaskInput = z.infer<typeof addTaskInput>;
export type AssignTaskInput = z.infer<typeof assignTaskInput>;
export type TaskStatusInput = z.infer<typeof taskStatusInput>;
export type MoveTaskInput = z.infer<typeof moveTaskInput>;
