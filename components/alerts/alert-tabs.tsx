'use client';
import { usePathname, useSearchParams } from 'next/navigation';
import { TabLinks } from '@/components/ui/tabs';
import { ALERT_TABS, type AlertTab, alertHref } from '@/lib/client/alerts';

const LABEL: Readonly<Record<AlertTab, string>> = {
  story: 'Alert story',
  entities: 'Entities',
  links: 'Links',
  activity: 'Activity',
};

export interface AlertTabsProps {
  readonly id: string;
  readonly entityCount: number;
  readonly linkCount: number;
}

/** The tabs of an alert, each an address; the queue that it was opened from stays in it. */
export function AlertTabs({ id, entityCount, linkCount }: AlertTabsProps) {
  const queue = useSearchParams().get('queue') ?? '';
  const path = usePathname();
  const open = ALERT_TABS.find((tab) => path === alertHref(id, tab)) ?? 'story';
  const counts: Partial<Record<AlertTab, number>> = { entities: entityCount, links: linkCount };
  return (
    <TabLinks
      label="Alert"
      active={alertHref(id, open, queue)}
      items={ALERT_TABS.map((tab) => {
        const count = counts[tab];
        return {
          href: alertHref(id, tab, queue),
          label: LABEL[tab],
          ...(count === undefined ? {} : { count }),
        };
      })}
    />
  );
}
