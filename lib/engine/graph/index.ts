export { incidentGraph } from './incident-graph';
export type { IncidentGraph } from './types';
