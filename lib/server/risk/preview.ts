import 'server-only';
import type { RiskPreviewInput } from '@/lib/domain/commands';
import type { Actor } from '@/lib/domain/permissions';
import { RISK_LEVEL_LABEL, RISK_STATE_LABEL, SEVERITY_LABEL } from '@/lib/domain/views/labels';
import type { PreviewLine, RiskPreview } from '@/lib/domain/views/risk';
import { RISK_DETAIL_LABEL, riskName } from '@/lib/domain/views/risk-labels';
import { rollUp } from '@/lib/engine/correlation';
import type { RiskChange, RiskStanding, StandingChange } from '@/lib/engine/risk';
import type { Tx } from '@/lib/server/audit/with-audit';
import { authorize } from '@/lib/server/authz/authorize';
import { prisma } from '@/lib/server/db';
import { summaryAlerts } from '@/lib/server/incidents/roll-up';
import { CONFIRMED, openIncidentOf } from './attach';
import { RISK_DECISION } from './commands';
import { type LoadedRisk, loadRisk } from './context';

/** Works out what an action would change, before → after, without changing anything. */
export async function previewRisk(actor: Actor, input: RiskPreviewInput): Promise<RiskPreview> {
  authorize(actor, 'risk:remediate');
  return prisma().$transaction(async (tx) => {
    const loaded = await loadRisk(tx, actor.tenantId, input.userId, actor.name, new Date());
    const outcome = RISK_DECISION[input.action](loaded.context);
    const base = {
      action: input.action,
      userId: input.userId,
      userName: loaded.userName,
      version: loaded.version,
    };
    if (!outcome.ok) {
      return {
        ...base,
        refusal: outcome.error.message,
        user: [],
        detections: [],
        signIns: [],
        incidents: [],
        records: [],
        notDone: [],
      };
    }
    const change = outcome.value;
    return {
      ...base,
      refusal: null,
      user: standingLines('User risk', change.user.from, change.user.to),
      detections: [...detectionLines(loaded, change), ...newDetectionLines(change)],
      signIns: signInLines(change.signIns),
      incidents: change.newDetection === null ? [] : await incidentLines(tx, actor.tenantId, loaded),
      records: recordsOf(actor, change),
      notDone: change.notes,
    };
  });
}

function standingLines(subject: string, from: RiskStanding, to: RiskStanding): readonly PreviewLine[] {
  return [
    { subject, property: 'Level', before: RISK_LEVEL_LABEL[from.level], after: RISK_LEVEL_LABEL[to.level] },
    { subject, property: 'State', before: RISK_STATE_LABEL[from.state], after: RISK_STATE_LABEL[to.state] },
    {
      subject,
      property: 'Detail',
      before: RISK_DETAIL_LABEL[from.detail],
      after: RISK_DETAIL_LABEL[to.detail],
    },
  ];
}

function detectionLines(loaded: LoadedRisk, change: RiskChange): readonly PreviewLine[] {
  const byId = new Map(loaded.context.detections.map((detection) => [detection.id, detection]));
  return change.detections.map(({ id, from, to }) => {
    const detection = byId.get(id);
    const at = detection ? new Date(detection.activityAt).toISOString().slice(0, 16).replace('T', ' ') : '';
    return {
      subject: `${riskName(detection?.type ?? 'detection')}${at === '' ? '' : `, ${at} UTC`}`,
      property: 'State',
      before: RISK_STATE_LABEL[from.state],
      after: `${RISK_STATE_LABEL[to.state]} (${RISK_DETAIL_LABEL[to.detail]})`,
    };
  });
}

const newDetectionLines = ({ newDetection }: RiskChange): readonly PreviewLine[] =>
  newDetection === null
    ? []
    : [
        {
          subject: `${riskName(newDetection.type)} (new)`,
          property: 'Detection',
          before: '–',
          after: `${RISK_LEVEL_LABEL[newDetection.level]}, ${RISK_STATE_LABEL[newDetection.state]}`,
        },
      ];

const signInLines = (changes: readonly StandingChange[]): readonly PreviewLine[] =>
  changes.map(({ id, from, to }) => ({
    subject: `Sign-in ${id}`,
    property: 'Aggregated risk',
    before: `${RISK_LEVEL_LABEL[from.level]}, ${RISK_STATE_LABEL[from.state]}`,
    after: `${RISK_LEVEL_LABEL[to.level]}, ${RISK_STATE_LABEL[to.state]}`,
  }));

/** The confirmation is an alert: the incident is summed up with it as it will be. */
async function incidentLines(tx: Tx, tenantId: string, loaded: LoadedRisk): Promise<readonly PreviewLine[]> {
  const open = await openIncidentOf(tx, tenantId, loaded.context.user.id);
  if (open === null) {
    return [
      {
        subject: 'New incident',
        property: 'Opened with',
        before: '–',
        after: `${CONFIRMED.title}: ${loaded.userName}`,
      },
    ];
  }
  const alerts = await summaryAlerts(tx, tenantId, open.id);
  const now = loaded.context.now;
  const before = rollUp(alerts);
  const after = rollUp([
    ...alerts,
    {
      title: CONFIRMED.title,
      severity: CONFIRMED.severity,
      status: 'inProgress',
      tactic: CONFIRMED.tactic,
      serviceSource: 'azureAdIdentityProtection',
      domain: 'identity',
      firstActivity: now,
      lastActivity: now,
      entities: [
        {
          entityId: loaded.context.user.id,
          type: 'account',
          name: loaded.userName,
          role: 'compromised',
          distinct: 0,
        },
      ],
    },
  ]);
  const subject = `Incident #${open.number}`;
  return [
    {
      subject,
      property: 'Alerts',
      before: String(before.alertCount),
      after: `${after.alertCount} (+ ${CONFIRMED.title})`,
    },
    {
      subject,
      property: 'Severity',
      before: SEVERITY_LABEL[before.severity],
      after: SEVERITY_LABEL[after.severity],
    },
    { subject, property: 'Priority', before: String(before.priority), after: String(after.priority) },
  ];
}

function recordsOf(actor: Actor, change: RiskChange): readonly string[] {
  const learning =
    change.learning === 'unlearn'
      ? ["The account's risky sign-ins are taken out of what detectors learnt of its habits."]
      : [];
  return [
    `A history entry and an audit entry name ${actor.name}.`,
    'Webhooks that subscribe to risk.changed are sent a signed event.',
    ...learning,
    ...change.effects,
  ];
}
