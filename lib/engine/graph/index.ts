export { incidentGraph } from './incident-graph';
export { shortestWay } from './path';
export type { GraphLink, IncidentGraph } from './types';
