import { DAY } from '@/lib/core/time';
import type { Domain, ServiceSource, Tactic } from '@/lib/domain/alert';
import type { EventKind } from '@/lib/domain/event';
import type { Severity } from '@/lib/domain/severity';
import { defineDetector, reason, type Seen } from '../define';
import {
  actorEvidence,
  actorName,
  ipEvidence,
  resourceEvidence,
  subjectActor,
  targetEvidence,
} from '../evidence';
import type { Detector } from '../types';

type Kinds = 'cloudControl' | 'directoryChange' | 'cloudActivity';

/** A detection of one telling administrative operation, as data. */
export interface ControlRule {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly source: string;
  readonly severity: Severity;
  readonly tactic: Tactic;
  readonly techniques: readonly string[];
  readonly domain: Domain;
  /** `azure`, `aws`, `okta`, `google`: whose operations these are. */
  readonly of: 'azure' | 'aws' | 'okta' | 'google';
  readonly operation: RegExp;
  /** Parameters, as `name=value` lines, must match. */
  readonly parameters?: RegExp;
  /** A benign twin: quiet where the parameters match. */
  readonly unless?: RegExp;
  /** Also counts when it was refused: the attempt is the news. */
  readonly attempts?: boolean;
  /** Quiet where the account changes itself. */
  readonly othersOnly?: boolean;
}

const MAX_TEXT = 4_000;

/** Parameters and changed properties of an operation, one `name=value` per line. */
function parameterText({ facts }: Seen<Kinds>): string {
  const lines =
    facts.kind === 'directoryChange'
      ? facts.targets.flatMap((t) => [
          `target=${t.name ?? t.upn ?? ''}`,
          ...t.changes.map((c) => `${c.name}=${c.to ?? ''}`),
        ])
      : Object.entries(facts.parameters).map(([name, value]) => `${name}=${value}`);
  return lines.join('\n').slice(0, MAX_TEXT);
}

function isOf(rule: ControlRule, { facts, event }: Seen<Kinds>): boolean {
  if (facts.kind === 'cloudControl') return facts.provider === rule.of;
  if (rule.of === 'okta') return event.table === 'OktaSystemLog';
  return rule.of === 'google' && event.table === 'GoogleWorkspaceActivity';
}

/** True where the operation names another account than the one that acts. */
function touchesAnother(seen: Seen<Kinds>): boolean {
  const named = /^(?:userName|target)=(.+)$/im.exec(parameterText(seen))?.[1]?.toLowerCase();
  const own = actorName(seen.resolved).toLowerCase();
  return named !== undefined && named !== '' && named !== own && !own.endsWith(`/${named}`);
}

function matches(rule: ControlRule, seen: Seen<Kinds>): boolean {
  const { facts } = seen;
  if (!isOf(rule, seen) || !rule.operation.test(facts.operation)) return false;
  if (!facts.success && !rule.attempts) return false;
  const needsText = rule.parameters ?? rule.unless;
  const text = needsText ? parameterText(seen) : '';
  if (rule.parameters && !rule.parameters.test(text)) return false;
  if (rule.unless?.test(text)) return false;
  return !rule.othersOnly || touchesAnother(seen);
}

const SERVICE: Record<ControlRule['of'], ServiceSource> = {
  azure: 'microsoftDefenderForCloud',
  aws: 'throughline',
  okta: 'throughline',
  google: 'throughline',
};

/** Makes a detector of a rule. The same operation by the same account within a day extends its alert. */
export function controlDetector(rule: ControlRule): Detector {
  const kinds: readonly (Kinds & EventKind)[] =
    rule.of === 'azure' || rule.of === 'aws' ? ['cloudControl'] : ['directoryChange', 'cloudActivity'];
  return defineDetector<Kinds>({
    id: rule.id,
    title: rule.title,
    summary: rule.summary,
    source: rule.source,
    severity: rule.severity,
    domain: rule.domain,
    serviceSource: SERVICE[rule.of],
    tactic: rule.tactic,
    techniques: rule.techniques,
    kinds,
    step(seen) {
      if (!matches(rule, seen)) return [];
      const { facts, resolved } = seen;
      const resource = facts.kind === 'cloudControl' ? facts.resourceId : undefined;
      return [
        {
          key: subjectActor(resolved),
          repeatWindow: DAY,
          description: `${actorName(resolved)}: ${facts.operation}. ${rule.summary}`,
          evidence: [
            actorEvidence(resolved, 'compromised'),
            ipEvidence(facts.ip, 'attacker', 'suspicious', facts.geo),
            resourceEvidence(resource, 'attacked'),
            targetEvidence(resolved, 'attacked'),
          ],
          reasons: [
            reason('Operation', facts.operation),
            reason('Result', facts.success ? 'done' : 'refused'),
            reason('Parameters', parameterText(seen).slice(0, 600) || 'none told'),
            ...(facts.ip ? [reason('Address', facts.ip)] : []),
          ],
        },
      ];
    },
  });
}
