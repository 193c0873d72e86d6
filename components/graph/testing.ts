import type { GraphNodeView } from '@/lib/domain/views/graph';

/** Nodes for tests, called by their id. */
export const alertNode = (id: string, firstActivity = 0): GraphNodeView => ({
  id,
  label: id,
  count: 1,
  kind: 'alert',
  severity: 'high',
  firstActivity,
  alertIds: [id],
});

export const entityNode = (id: string): GraphNodeView => ({
  id,
  label: id,
  count: 1,
  kind: 'entity',
  type: 'account',
  verdict: 'unknown',
  detail: null,
  hub: false,
  entityIds: [id],
  names: [id],
});
