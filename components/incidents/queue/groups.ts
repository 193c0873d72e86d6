import { CLASSIFICATIONS, DETERMINATIONS, DOMAINS, SERVICE_SOURCES, TACTICS } from '@/lib/domain/alert';
import { INCIDENT_STATUSES } from '@/lib/domain/incident';
import { SEVERITIES } from '@/lib/domain/severity';
import { type FacetCount, type IncidentFacet, NO_VALUE } from '@/lib/domain/views/incident';
import {
  CLASSIFICATION_LABEL,
  DETERMINATION_LABEL,
  DOMAIN_LABEL,
  INCIDENT_STATUS_LABEL,
  SEVERITY_LABEL,
  SOURCE_LABEL,
  TACTIC_LABEL,
} from '@/lib/domain/views/labels';

interface Words {
  /** All values there are, in the order in which people expect them. */
  readonly values: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
}

/** Facets whose values are known beforehand; the others are told by what is stored. */
const CLOSED: Readonly<Partial<Record<IncidentFacet, Words>>> = {
  status: { values: INCIDENT_STATUSES, labels: INCIDENT_STATUS_LABEL },
  severity: { values: [...SEVERITIES].reverse(), labels: SEVERITY_LABEL },
  classification: { values: CLASSIFICATIONS, labels: CLASSIFICATION_LABEL },
  determination: { values: DETERMINATIONS, labels: DETERMINATION_LABEL },
  source: { values: SERVICE_SOURCES, labels: SOURCE_LABEL },
  domain: { values: DOMAINS, labels: DOMAIN_LABEL },
  tactic: { values: TACTICS, labels: TACTIC_LABEL },
};

const NOTHING: Readonly<Partial<Record<IncidentFacet, string>>> = {
  assignee: 'Nobody',
  tag: 'No tag',
  source: 'No source',
  domain: 'No domain',
  tactic: 'No tactic',
  technique: 'No technique',
};

/** What people call a value of a facet. */
export function facetLabel(facet: IncidentFacet, value: string, name?: string): string {
  if (value === NO_VALUE && NOTHING[facet]) return NOTHING[facet];
  if (facet === 'assignee' && value === 'me') return 'Me';
  return CLOSED[facet]?.labels[value] ?? name ?? value;
}

/** The values that a facet has whatever is stored; empty where that is open. */
export const knownValues = (facet: IncidentFacet): readonly string[] => CLOSED[facet]?.values ?? [];

/** Groups in the order in which people expect them: as the scale goes, else the largest first; nothing last. */
export function orderGroups(facet: IncidentFacet, groups: readonly FacetCount[]): readonly FacetCount[] {
  const order = knownValues(facet);
  const place = ({ value }: FacetCount) =>
    value === NO_VALUE ? Number.POSITIVE_INFINITY : order.indexOf(value);
  return order.length > 0 || groups.some(({ value }) => value === NO_VALUE)
    ? [...groups].sort((a, b) => (place(a) === place(b) ? b.count - a.count : place(a) - place(b)))
    : groups;
}
