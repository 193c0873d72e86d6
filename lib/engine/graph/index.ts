export { incidentGraph } from './incident-graph';
export type { GraphLink, IncidentGraph } from './types';
