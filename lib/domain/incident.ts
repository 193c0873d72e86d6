/** Incident status, Graph `microsoft.graph.security.incidentStatus`. */
export const INCIDENT_STATUSES = [
  'active',
  'inProgress',
  'resolved',
  'redirected',
  'awaitingAction',
] as const;
export type IncidentStatus = (typeof INCIDENT_STATUSES)[number];

/** Statuses a person may set, by the status an incident has now; `redirected` belongs to the engine. */
export const INCIDENT_TRANSITIONS = {
  active: ['inProgress', 'awaitingAction', 'resolved'],
  inProgress: ['active', 'awaitingAction', 'resolved'],
  awaitingAction: ['active', 'inProgress', 'resolved'],
  resolved: ['active', 'inProgress'],
  redirected: [],
} as const satisfies Record<IncidentStatus, readonly IncidentStatus[]>;
