import type { EntityMention, EvidenceItem } from '@/lib/domain/entity';
import type { ProviderAlertFacts } from '@/lib/domain/facts/provider';
import { type Fields, firstOf, known, lower, obj, str, words } from '../fields';
import { keyOf } from '../keys';
import { host, idOf, principalOf } from '../mentions';
import type { Aliases } from '../shape';
import { defineSource, type Reading, type SourceRow, Unreadable } from '../source';
import { parseTime } from '../time';
import { containedAlerts, sentinelEvidence } from './alert-entities';
import { alertStatusOf, serviceSourceOf, severityOf, techniquesOf } from './alert-words';

/** Names of the older schema, which notebooks and exports still carry. */
const ALIASES: Aliases = {
  alertdisplayname: 'DisplayName',
  severity: 'AlertSeverity',
  starttimeutc: 'StartTime',
  endtimeutc: 'EndTime',
  provideralertid: 'VendorOriginalId',
};

const VM = /\/providers\/microsoft\.(?:compute\/virtualmachines|hybridcompute\/machines)\/([^/]+)$/i;

/** The machine that the alert's resource id names: entities tell its bare name only, which identifies nothing. */
function resourceHost(c: Fields): EntityMention | undefined {
  const id = firstOf(c.ResourceId);
  const name = VM.exec(id ?? '')?.[1];
  return name === undefined ? undefined : host({ name, azure: [id] });
}

/** Entities; a machine also by its resource id, and the compromised entity where they name neither host nor account. */
function evidenceOf(c: Fields): readonly EvidenceItem[] {
  const resource = resourceHost(c);
  const label = (mention: EntityMention | undefined): string | undefined =>
    lower(mention?.name)?.split('.')[0];
  const evidence = sentinelEvidence(c.Entities).map((item) => {
    const same = item.type === 'host' && resource !== undefined && label(item) === label(resource);
    if (!same) return item;
    const more = resource.ids.filter((id) => !item.ids.some((own) => own.kind === id.kind));
    return { ...item, ids: [...item.ids, ...more] };
  });
  if (evidence.some((item) => item.type === 'host' || item.type === 'account')) return evidence;
  const named = resource ?? host({ name: c.CompromisedEntity });
  return named ? [...evidence, { ...named, role: 'unknown', verdict: 'unknown' }] : evidence;
}

const first = (evidence: readonly EvidenceItem[], type: EntityMention['type']): EntityMention | undefined => {
  const item = evidence.find((candidate) => candidate.type === type);
  return item && { type: item.type, ids: item.ids, name: item.name };
};

function factsOf({ c, time }: SourceRow, providerAlertId: string): ProviderAlertFacts {
  const start = parseTime(c.StartTime) ?? time;
  const end = parseTime(c.EndTime) ?? start;
  const contains = containedAlerts(c.Entities);
  const extended = obj(c.ExtendedProperties);
  return known({
    kind: 'providerAlert' as const,
    providerAlertId,
    providerIncidentId: firstOf(extended.IncidentId, extended.ProviderIncidentId),
    title: firstOf(c.DisplayName, c.AlertName, c.AlertType) ?? 'Alert',
    description: firstOf(c.Description) ?? '',
    severity: severityOf(c.AlertSeverity),
    status: alertStatusOf(c.Status ?? 'new'),
    serviceSource: serviceSourceOf(c.ProductName, c.ProviderName, c.VendorName),
    detectionSource: firstOf(c.ProductComponentName, c.ProviderName, c.VendorName) ?? 'unknown',
    productName: firstOf(c.ProductName, c.VendorName),
    category: words(c.Tactics)[0] ?? str(c.AlertType),
    techniques: techniquesOf(c.Techniques, c.SubTechniques),
    firstActivity: Math.min(start, end),
    lastActivity: Math.max(start, end),
    evidence: evidenceOf(c),
    alertUrl: str(c.AlertLink),
    containsAlertIds: contains.length > 0 ? contains : undefined,
  });
}

function read(row: SourceRow): Reading | Unreadable {
  const { c } = row;
  const id = idOf(firstOf(c.SystemAlertId, c.VendorOriginalId));
  if (id === undefined) return new Unreadable('SystemAlertId', 'the alert has no id');
  const facts = factsOf(row, id);
  const actor = first(facts.evidence, 'account');
  const machine = first(facts.evidence, 'host');
  return {
    facts,
    actor,
    host: machine,
    principal: principalOf(actor ?? machine),
    dedupKey: keyOf(id),
  };
}

export const securityAlert = defineSource({
  table: 'SecurityAlert',
  timeColumns: ['TimeGenerated', 'StartTime', 'ProcessingEndTime'],
  aliases: ALIASES,
  read,
});
