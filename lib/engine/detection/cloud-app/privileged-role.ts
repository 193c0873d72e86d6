import { DAY } from '@/lib/core/time';
import { defineDetector, reason } from '../define';
import { actorEvidence, actorName, ipEvidence, targetEvidence } from '../evidence';
import { normalOperation, plain } from './permissions';

const OPERATIONS =
  /^(?:add member to role|add eligible member to role|add member to role completed \(pim activation\)|add member to role outside of pim.*|add scoped member to role)$/;
/** Roles that can make themselves or others anything (Microsoft: privileged roles, most of them). */
const TOP =
  /^(?:global administrator|company administrator|privileged role administrator|privileged authentication administrator|partner tier2 support)$/i;
const STRONG =
  /^(?:application administrator|cloud application administrator|exchange administrator|sharepoint administrator|user administrator|hybrid identity administrator|authentication administrator|intune administrator|security administrator|conditional access administrator|helpdesk administrator)$/i;

export const privilegedRole = defineDetector({
  id: 'cloud-app.privileged-role',
  title: 'Privileged role assigned',
  summary: 'An account was made an administrator.',
  source: 'Microsoft Sentinel: User assigned privileged role; ATT&CK T1098.003',
  severity: 'low',
  domain: 'cloudApp',
  serviceSource: 'throughline',
  tactic: 'PrivilegeEscalation',
  techniques: ['T1098.003'],
  kinds: ['directoryChange'],
  step(seen) {
    if (!seen.facts.success || !OPERATIONS.test(normalOperation(seen.facts))) return [];
    const roles = seen.facts.targets.flatMap((t) => [
      ...(/role/i.test(t.type) && t.name ? [t.name] : []),
      ...t.changes.filter((c) => /^role\.displayname$/i.test(c.name)).map((c) => plain(c.to)),
    ]);
    const role = roles.find((r) => TOP.test(r)) ?? roles.find((r) => STRONG.test(r));
    // Activation of an eligible role by its own holder is what privileged identity management is for.
    const self = seen.resolved.targetId !== undefined && seen.resolved.targetId === seen.resolved.actorId;
    if (!role || (self && /pim activation/.test(normalOperation(seen.facts)))) return [];
    const who = seen.event.target?.name ?? seen.facts.targets.find((t) => t.upn)?.upn ?? 'an account';
    return [
      {
        key: `${who.toLowerCase()}:${role.toLowerCase()}`,
        repeatWindow: DAY,
        severity: TOP.test(role) ? 'medium' : 'low',
        description: `${actorName(seen.resolved)} gave ${who} the role ${role}.`,
        evidence: [
          targetEvidence(seen.resolved, 'created', 'suspicious'),
          actorEvidence(seen.resolved, 'compromised'),
          ipEvidence(seen.facts.ip, 'attacker', 'suspicious', seen.facts.geo),
        ],
        reasons: [
          reason('Role', role),
          reason('Given to', who),
          reason('Given by', seen.facts.initiatedByApp ?? actorName(seen.resolved)),
        ],
      },
    ];
  },
});
