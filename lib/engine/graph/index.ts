export { incidentGraph } from './incident-graph';
export type { GraphAlert, GraphEdge, GraphEvidence, GraphLink, GraphNode, IncidentGraph } from './types';
