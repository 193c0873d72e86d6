import { DAY } from '@/lib/core/time';
import { defineDetector, reason } from '../define';
import { actorEvidence, actorName, appEvidence, ipEvidence, subjectActor } from '../evidence';
import { applicationNames, changesOf, normalOperation } from './permissions';

/** Entitlements of Microsoft Graph that open mail, files or the directory (permissions reference of Microsoft Graph). */
const STRONG_ENTITLEMENTS: Readonly<Record<string, string>> = {
  '024d486e-b451-40bb-833d-3e66d98c5c73': 'Mail.ReadWrite (delegated)',
  '570282fd-fa5c-430d-a7fd-fc8dc98a9dca': 'Mail.Read (delegated)',
  'e383f46e-2787-4529-855e-0e479a3ffac0': 'Mail.Send (delegated)',
  'e2a3a72e-5f79-4c64-b1b1-878b674786c9': 'Mail.ReadWrite (application)',
  '810c84a8-4a9e-49e6-bf7d-12d183f40d01': 'Mail.Read (application)',
  'b633e1c5-b582-4048-a93e-9f11b44c7e96': 'Mail.Send (application)',
  '01d4889c-1287-42c6-ac1f-5d1e02578ef6': 'Files.Read.All (application)',
  '75359482-378d-4052-8f01-80520e7db3cd': 'Files.ReadWrite.All (application)',
  '19dbc75e-c2e2-444c-a770-ec69d8559fc7': 'Directory.ReadWrite.All (application)',
  '9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8': 'RoleManagement.ReadWrite.Directory (application)',
  '1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9': 'Application.ReadWrite.All (application)',
  '06b708a9-e830-4db3-a914-8e69da51d44f': 'AppRoleAssignment.ReadWrite.All (application)',
};
const GUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

export const applicationPermissionsChanged = defineDetector({
  id: 'cloud-app.application-permissions-changed',
  title: 'Permissions that an application asks for were changed',
  summary:
    'The list of permissions an application requires grew. It grants nothing yet; it is the step before.',
  source: 'Microsoft SimuLand: add permissions to an application; ATT&CK T1098.003',
  severity: 'low',
  domain: 'cloudApp',
  tactic: 'Persistence',
  techniques: ['T1098.003'],
  kinds: ['directoryChange'],
  step(seen) {
    if (!seen.facts.success || normalOperation(seen.facts) !== 'update application') return [];
    const entitlements = seen.facts.targets
      .flatMap((t) => changesOf(t, /^requiredresourceaccess$/i))
      .flatMap((c) => {
        const before = new Set((c.from ?? '').toLowerCase().match(GUID) ?? []);
        return ((c.to ?? '').toLowerCase().match(GUID) ?? []).filter((id) => !before.has(id));
      });
    if (entitlements.length === 0) return [];
    const strong = entitlements.flatMap((id) => STRONG_ENTITLEMENTS[id] ?? []);
    const names = applicationNames(seen.facts);
    const name = names.name ?? names.objectId ?? 'an application';
    return [
      {
        key: names.objectId ?? names.appId ?? `${subjectActor(seen.resolved)}:${name}`,
        repeatWindow: DAY,
        severity: strong.length > 0 ? 'low' : 'informational',
        description: `${actorName(seen.resolved)} let ${name} ask for ${strong.length > 0 ? strong.join(', ') : `${entitlements.length} more permission(s)`}.`,
        evidence: [
          appEvidence(names, 'edited'),
          actorEvidence(seen.resolved, 'compromised'),
          ipEvidence(seen.facts.ip, 'attacker', 'suspicious', seen.facts.geo),
        ],
        reasons: [
          reason('Permissions added', entitlements.length),
          reason('Strong ones', strong.length > 0 ? strong.join(', ') : 'none known'),
          reason('Application', name),
        ],
      },
    ];
  },
});
