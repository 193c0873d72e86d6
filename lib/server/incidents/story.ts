import 'server-only';
import type { AlertEntityView, IncidentAlert } from '@/lib/domain/views/alert';
import { DEFAULT_SETTINGS, isHub } from '@/lib/engine/correlation';
import { type IncidentGraph, incidentGraph } from '@/lib/engine/graph';

/** The picture of an incident, from alerts that were read already. */
export function storyGraph(alerts: readonly IncidentAlert[]): IncidentGraph {
  return incidentGraph(
    alerts.map((alert) => ({
      alertId: alert.id,
      title: alert.title,
      severity: alert.severity,
      firstActivity: Date.parse(alert.firstActivity),
      evidence: alert.entities.map((entity) => ({ ...entity, hub: looksLikeHub(entity) })),
    })),
    alerts.flatMap((alert) =>
      alert.links.map((link) => ({ a: alert.id, b: link.otherAlertId, score: link.score })),
    ),
  );
}

/** By the prevalence that was frozen with the alert, unless a person decided. */
function looksLikeHub({ type, prevalence, baselineDays, hubPin }: AlertEntityView): boolean {
  const measured = { distinct: prevalence, baselineDays };
  return isHub(hubPin ? { ...measured, pinned: hubPin } : measured, DEFAULT_SETTINGS.types[type]);
}
