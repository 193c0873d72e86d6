import type { EvidenceRole } from '@/lib/domain/entity';
import type { GraphView } from '@/lib/domain/views/graph';

/** How the drawing groups evidence roles: one colour and one word of the legend each. */
export const ROLE_GROUPS = ['attacker', 'compromised', 'attacked', 'suspicious', 'other'] as const;
export type RoleGroup = (typeof ROLE_GROUPS)[number];

const GROUP: Readonly<Record<EvidenceRole, RoleGroup>> = {
  attacker: 'attacker',
  commandAndControl: 'attacker',
  source: 'attacker',
  compromised: 'compromised',
  attacked: 'attacked',
  destination: 'attacked',
  suspicious: 'suspicious',
  policyViolator: 'suspicious',
  created: 'other',
  added: 'other',
  edited: 'other',
  loaded: 'other',
  scanned: 'other',
  contextual: 'other',
  unknown: 'other',
};

export const ROLE_GROUP_LABEL = {
  attacker: 'Attacker, source',
  compromised: 'Compromised',
  attacked: 'Attacked',
  suspicious: 'Suspicious',
  other: 'Other',
} as const satisfies Record<RoleGroup, string>;

export const ROLE_GROUP_CLASS = {
  attacker: 'bg-high-bg text-high-fg',
  compromised: 'bg-medium-bg text-medium-fg',
  attacked: 'bg-low-bg text-low-fg',
  suspicious: 'bg-accent-bg text-accent-fg',
  other: 'bg-neutral-bg text-neutral-fg',
} as const satisfies Record<RoleGroup, string>;

export const groupOf = (role: EvidenceRole): RoleGroup => GROUP[role];

/** The role that says most about an entity over all alerts that name it. */
export function leadingRole(graph: GraphView, id: string): EvidenceRole {
  const roles = graph.edges.flatMap((edge) =>
    edge.kind === 'evidence' && edge.target === id ? [edge.role] : [],
  );
  return ROLE_GROUPS.flatMap((group) => roles.filter((role) => GROUP[role] === group))[0] ?? 'unknown';
}

export const isAttackerSide = (role: EvidenceRole): boolean => GROUP[role] === 'attacker';
