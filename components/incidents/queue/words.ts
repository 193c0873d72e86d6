import type { FacetWords } from '@/components/lists/facet-words';
import { CLASSIFICATIONS, DETERMINATIONS, DOMAINS, SERVICE_SOURCES, TACTICS } from '@/lib/domain/alert';
import { INCIDENT_STATUSES } from '@/lib/domain/incident';
import { SEVERITIES } from '@/lib/domain/severity';
import type { IncidentFacet } from '@/lib/domain/views/incident';
import {
  CLASSIFICATION_LABEL,
  DETERMINATION_LABEL,
  DOMAIN_LABEL,
  INCIDENT_FACET_LABEL,
  INCIDENT_STATUS_LABEL,
  SEVERITY_LABEL,
  SOURCE_LABEL,
  TACTIC_LABEL,
} from '@/lib/domain/views/labels';

const label = INCIDENT_FACET_LABEL;

/** The properties that the incident queue is filtered and grouped by. */
export const INCIDENT_WORDS = {
  status: { label: label.status, values: INCIDENT_STATUSES, labels: INCIDENT_STATUS_LABEL },
  severity: { label: label.severity, values: [...SEVERITIES].reverse(), labels: SEVERITY_LABEL },
  assignee: { label: label.assignee, isPerson: true, nothing: 'Nobody' },
  classification: { label: label.classification, values: CLASSIFICATIONS, labels: CLASSIFICATION_LABEL },
  determination: { label: label.determination, values: DETERMINATIONS, labels: DETERMINATION_LABEL },
  tag: { label: label.tag, nothing: 'No tag' },
  source: { label: label.source, values: SERVICE_SOURCES, labels: SOURCE_LABEL, nothing: 'No source' },
  domain: { label: label.domain, values: DOMAINS, labels: DOMAIN_LABEL, nothing: 'No domain' },
  tactic: { label: label.tactic, values: TACTICS, labels: TACTIC_LABEL, nothing: 'No tactic' },
  technique: { label: label.technique, nothing: 'No technique' },
} as const satisfies FacetWords & Record<IncidentFacet, unknown>;
