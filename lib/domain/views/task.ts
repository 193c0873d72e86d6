import type { Person } from './incident';

/** Something that is to be done about an incident. */
export interface IncidentTask {
  readonly id: string;
  readonly title: string;
  readonly isDone: boolean;
  readonly assignedTo: Person | null;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly doneBy: string | null;
  readonly doneAt: string | null;
}
