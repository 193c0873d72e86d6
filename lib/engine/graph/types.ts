import type { EntityType, EvidenceRole, EvidenceVerdict } from '@/lib/domain/entity';
import type { Severity } from '@/lib/domain/severity';

/** An alert with its evidence, as the graph needs it. */
export interface GraphAlert {
  readonly alertId: string;
  readonly title: string;
  readonly severity: Severity;
  readonly firstActivity: number;
  readonly evidence: readonly GraphEvidence[];
}

export interface GraphEvidence {
  readonly entityId: string;
  readonly type: EntityType;
  readonly name: string;
  /** What tells it from another of the same name. */
  readonly detail?: string | null;
  readonly role: EvidenceRole;
  readonly verdict: EvidenceVerdict;
  /** Touches so many that it weighs nothing: drawn, but not as a bridge. */
  readonly hub?: boolean;
}

/** A stored link of two alerts. */
export interface GraphLink {
  readonly a: string;
  readonly b: string;
  readonly score: number;
}

interface NodeBase {
  /** Stable: the same thing has the same id in every drawing. */
  readonly id: string;
  readonly label: string;
  /** How many things the node stands for; over 1 for a folded node. */
  readonly count: number;
}

export type GraphNode =
  | (NodeBase & {
      readonly kind: 'alert';
      readonly severity: Severity;
      readonly firstActivity: number;
      readonly alertIds: readonly string[];
    })
  | (NodeBase & {
      readonly kind: 'entity';
      readonly type: EntityType;
      readonly verdict: EvidenceVerdict;
      readonly detail: string | null;
      readonly hub: boolean;
      readonly entityIds: readonly string[];
      /** The first names of a folded node, for its tooltip and the table. */
      readonly names: readonly string[];
    });

export type GraphEdge =
  | {
      readonly id: string;
      readonly kind: 'evidence';
      readonly source: string;
      readonly target: string;
      readonly role: EvidenceRole;
    }
  | {
      readonly id: string;
      readonly kind: 'link';
      readonly source: string;
      readonly target: string;
      readonly score: number;
    };

export interface IncidentGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}
