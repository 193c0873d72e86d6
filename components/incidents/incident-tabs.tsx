'use client';
import { usePathname, useSearchParams } from 'next/navigation';
import { TabLinks } from '@/components/ui/tabs';
import { INCIDENT_TABS, type IncidentTab, incidentHref } from '@/lib/client/incidents';

const LABEL: Readonly<Record<IncidentTab, string>> = {
  story: 'Attack story',
  alerts: 'Alerts',
  assets: 'Assets',
  evidence: 'Evidence',
  similar: 'Similar',
  activity: 'Activity',
};

export interface IncidentTabsProps {
  readonly number: number;
  readonly alertCount: number;
  readonly entityCount: number;
}

/** The tabs of an incident, each an address; the queue that it was opened from stays in it. */
export function IncidentTabs({ number, alertCount, entityCount }: IncidentTabsProps) {
  const queue = useSearchParams().get('queue') ?? '';
  const path = usePathname();
  const open = INCIDENT_TABS.find((tab) => path === incidentHref(number, tab)) ?? 'story';
  const count = (tab: IncidentTab) =>
    tab === 'alerts' ? { count: alertCount } : tab === 'evidence' ? { count: entityCount } : {};
  return (
    <TabLinks
      label="Incident"
      active={incidentHref(number, open, queue)}
      items={INCIDENT_TABS.map((tab) => ({
        href: incidentHref(number, tab, queue),
        label: LABEL[tab],
        ...count(tab),
      }))}
    />
  );
}
