import type { Metadata } from 'next';
import Link from 'next/link';
import { ActivityList } from '@/components/incidents/activity-list';
import { LinkedRows } from '@/components/incidents/hunts/linked-rows';
import { PrintButton } from '@/components/incidents/print/print-button';
import { ReportAlerts, ReportTimeline } from '@/components/incidents/print/report-alerts';
import { ReportEntities } from '@/components/incidents/print/report-entities';
import { ReportHead } from '@/components/incidents/print/report-head';
import { ReportSection } from '@/components/incidents/print/report-section';
import { Button } from '@/components/ui/button';
import { TimeText } from '@/components/ui/time-text';
import { requireActor } from '@/lib/server/auth/session';
import { loadIncident } from '@/lib/server/incidents/detail';
import { INCIDENT_ENTITY_CAP, incidentEntities } from '@/lib/server/incidents/entities';
import { huntEvidence } from '@/lib/server/incidents/hunt-evidence-list';
import { REPORT_CAP, reportOf } from '@/lib/server/incidents/report';
import { storyTactics } from '@/lib/server/incidents/story';
import { type IncidentPageProps, openIncident } from '../open-incident';

export async function generateMetadata({ params }: IncidentPageProps): Promise<Metadata> {
  const incident = await loadIncident(await requireActor('incident:read'), (await params).number);
  return { title: incident ? `Report of #${incident.number} ${incident.displayName}` : 'Incident' };
}

/** The whole incident on paper, or in a PDF that the browser makes of it. */
export default async function PrintPage(props: IncidentPageProps) {
  const actor = await requireActor('incident:read');
  const incident = await openIncident(actor, props, 'print');
  const [report, entities, hunts, tactics] = await Promise.all([
    reportOf(actor, incident.id),
    incidentEntities(actor, incident.id),
    huntEvidence(actor, incident.id),
    storyTactics(actor, incident),
  ]);
  return (
    <article className="mx-auto max-w-4xl rounded-lg border bg-surface p-6 print:max-w-none print:border-0 print:p-0">
      <div className="mb-4 flex flex-wrap justify-between gap-2 print:hidden">
        <Button size="sm" variant="ghost" asChild>
          <Link href={`/incidents/${incident.number}`}>Back to the incident</Link>
        </Button>
        <PrintButton />
      </div>
      <ReportHead incident={incident} tactics={tactics} />
      <ReportSection
        title="Timeline"
        missing={
          report.moreAlerts ? `The first ${REPORT_CAP} of ${incident.alertCount} alerts are printed.` : null
        }
      >
        <ReportTimeline alerts={report.alerts} />
      </ReportSection>
      <ReportSection title="Alerts, and why they belong together">
        <ReportAlerts alerts={report.alerts} />
      </ReportSection>
      <ReportSection
        title="Entities"
        missing={
          entities.length === INCIDENT_ENTITY_CAP
            ? `The ${INCIDENT_ENTITY_CAP} entities in most alerts are printed.`
            : null
        }
      >
        <ReportEntities entities={entities} />
      </ReportSection>
      {hunts.total === 0 ? null : (
        <LinkedRows incident={incident} evidence={hunts} canWrite={false} canHunt={false} />
      )}
      <ReportSection
        title="Activity"
        missing={report.moreActivity ? `The latest ${REPORT_CAP} entries are printed.` : null}
      >
        <ActivityList entries={report.activity} />
      </ReportSection>
      <p className="mt-8 border-t pt-2 text-2xs text-muted">
        Printed by {actor.name}, <TimeText value={new Date().toISOString()} />
      </p>
    </article>
  );
}
