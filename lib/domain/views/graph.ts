import type { EntityType, EvidenceRole, EvidenceVerdict } from '../entity';
import type { Severity } from '../severity';

/** The picture of an incident as a page draws it; the engine's `IncidentGraph` has this shape. */
export interface GraphView {
  readonly nodes: readonly GraphNodeView[];
  readonly edges: readonly GraphEdgeView[];
}

interface NodeBase {
  readonly id: string;
  readonly label: string;
  /** How many things the node stands for. */
  readonly count: number;
}

export interface AlertNodeView extends NodeBase {
  readonly kind: 'alert';
  readonly severity: Severity;
  readonly firstActivity: number;
  readonly alertIds: readonly string[];
}

export interface EntityNodeView extends NodeBase {
  readonly kind: 'entity';
  readonly type: EntityType;
  readonly verdict: EvidenceVerdict;
  /** What tells it from another of the same name. */
  readonly detail: string | null;
  readonly hub: boolean;
  readonly entityIds: readonly string[];
  readonly names: readonly string[];
}

export type GraphNodeView = AlertNodeView | EntityNodeView;

export type GraphEdgeView =
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
