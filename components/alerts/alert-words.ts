import type { FacetWords } from '@/components/lists/facet-words';
import {
  ALERT_STATUSES,
  CLASSIFICATIONS,
  DETERMINATIONS,
  DOMAINS,
  SERVICE_SOURCES,
  TACTICS,
} from '@/lib/domain/alert';
import { SEVERITIES } from '@/lib/domain/severity';
import type { AlertFacet } from '@/lib/domain/views/alert';
import {
  ALERT_STATUS_LABEL,
  CLASSIFICATION_LABEL,
  DETERMINATION_LABEL,
  DOMAIN_LABEL,
  SEVERITY_LABEL,
  SOURCE_LABEL,
  TACTIC_LABEL,
} from '@/lib/domain/views/labels';

/** The properties that the alert queue is filtered and grouped by. */
export const ALERT_WORDS = {
  status: { label: 'Status', values: ALERT_STATUSES, labels: ALERT_STATUS_LABEL },
  severity: { label: 'Severity', values: [...SEVERITIES].reverse(), labels: SEVERITY_LABEL },
  assignee: { label: 'Assigned to', isPerson: true, nothing: 'Nobody' },
  classification: { label: 'Classification', values: CLASSIFICATIONS, labels: CLASSIFICATION_LABEL },
  determination: { label: 'Determination', values: DETERMINATIONS, labels: DETERMINATION_LABEL },
  source: { label: 'Source', values: SERVICE_SOURCES, labels: SOURCE_LABEL },
  detector: { label: 'Detector' },
  domain: { label: 'Domain', values: DOMAINS, labels: DOMAIN_LABEL },
  tactic: { label: 'Tactic', values: TACTICS, labels: TACTIC_LABEL },
  technique: { label: 'Technique', nothing: 'No technique' },
} as const satisfies FacetWords & Record<AlertFacet, unknown>;
