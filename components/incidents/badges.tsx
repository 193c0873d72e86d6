import { type Level, type Tone, ToneBadge } from '@/components/ui/tone-badge';
import type { EvidenceVerdict } from '@/lib/domain/entity';
import type { IncidentStatus } from '@/lib/domain/incident';
import type { RiskLevel, RiskState } from '@/lib/domain/risk';
import type { Severity } from '@/lib/domain/severity';
import {
  INCIDENT_STATUS_LABEL,
  RISK_LEVEL_LABEL,
  RISK_STATE_LABEL,
  SEVERITY_LABEL,
  VERDICT_LABEL,
} from '@/lib/domain/views/labels';

const SEVERITY_LOOK: Readonly<Record<Severity, { tone: Tone; level: Level }>> = {
  informational: { tone: 'info', level: 0 },
  low: { tone: 'low', level: 1 },
  medium: { tone: 'medium', level: 2 },
  high: { tone: 'high', level: 3 },
};

export function SeverityBadge({ severity }: { readonly severity: Severity }) {
  return <ToneBadge {...SEVERITY_LOOK[severity]}>{SEVERITY_LABEL[severity]}</ToneBadge>;
}

const STATUS_TONE: Readonly<Record<IncidentStatus, Tone>> = {
  active: 'accent',
  inProgress: 'medium',
  awaitingAction: 'low',
  resolved: 'success',
  redirected: 'neutral',
};

export function IncidentStatusBadge({ status }: { readonly status: IncidentStatus }) {
  return <ToneBadge tone={STATUS_TONE[status]}>{INCIDENT_STATUS_LABEL[status]}</ToneBadge>;
}

const RISK_LOOK: Readonly<Record<RiskLevel, { tone: Tone; level: Level }>> = {
  none: { tone: 'neutral', level: 0 },
  hidden: { tone: 'neutral', level: 0 },
  low: { tone: 'low', level: 1 },
  medium: { tone: 'medium', level: 2 },
  high: { tone: 'high', level: 3 },
};

export function RiskLevelBadge({ level }: { readonly level: RiskLevel }) {
  return <ToneBadge {...RISK_LOOK[level]}>{RISK_LEVEL_LABEL[level]}</ToneBadge>;
}

const STATE_TONE: Readonly<Record<RiskState, Tone>> = {
  none: 'neutral',
  atRisk: 'medium',
  confirmedCompromised: 'critical',
  confirmedSafe: 'success',
  dismissed: 'neutral',
  remediated: 'success',
};

export function RiskStateBadge({ state }: { readonly state: RiskState }) {
  return <ToneBadge tone={STATE_TONE[state]}>{RISK_STATE_LABEL[state]}</ToneBadge>;
}

/** Colour bands of the priority score (field: above 85, 15 to 85, below 15). */
export function PriorityBadge({ value }: { readonly value: number }) {
  const tone: Tone = value > 85 ? 'critical' : value >= 50 ? 'high' : value >= 15 ? 'medium' : 'neutral';
  return (
    <ToneBadge tone={tone} className="tabular-nums">
      {value}
    </ToneBadge>
  );
}

const VERDICT_TONE: Readonly<Record<EvidenceVerdict, Tone>> = {
  unknown: 'neutral',
  suspicious: 'medium',
  malicious: 'high',
  noThreatsFound: 'success',
};

/** What was found of a piece of evidence. */
export function VerdictBadge({ verdict }: { readonly verdict: EvidenceVerdict }) {
  return <ToneBadge tone={VERDICT_TONE[verdict]}>{VERDICT_LABEL[verdict]}</ToneBadge>;
}
