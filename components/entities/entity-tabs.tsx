'use client';
import { TabLinks } from '@/components/ui/tabs';

/** The tabs of an entity, each an address. */
export function EntityTabs({
  entityId,
  timeline,
}: {
  readonly entityId: string;
  readonly timeline: boolean;
}) {
  const base = `/entities/${encodeURIComponent(entityId)}`;
  return (
    <TabLinks
      label="Entity"
      items={[
        { href: base, label: 'Overview' },
        { href: `${base}/incidents`, label: 'Incidents and alerts' },
        ...(timeline ? [{ href: `${base}/timeline`, label: 'Timeline' }] : []),
      ]}
    />
  );
}
