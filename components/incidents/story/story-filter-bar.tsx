'use client';
import { X } from 'lucide-react';
import Link from 'next/link';
import { usePathname, useSearchParams } from 'next/navigation';
import { SmallSelect } from '@/components/incidents/small-select';
import { Button } from '@/components/ui/button';
import type { StoryView } from '@/lib/domain/views/story';
import { entityOptions } from './story-state';

export interface StoryFilterBarProps {
  readonly story: StoryView;
  readonly entity: string;
  readonly isNarrowed: boolean;
  readonly onEntity: (entityId: string) => void;
  readonly onClear: () => void;
}

/** Narrows the story to an entity; says how much of it is on the page and leads on to the rest. */
export function StoryFilterBar({ story, entity, isNarrowed, onEntity, onClear }: StoryFilterBarProps) {
  const options = entityOptions(story.alerts);
  const isKnown = entity === '' || options.some(({ entityId }) => entityId === entity);
  return (
    <div className="flex flex-wrap items-center gap-2 text-xs">
      <SmallSelect
        label="Entity of the story"
        value={entity}
        options={[
          { value: '', label: 'Every entity' },
          ...(isKnown ? [] : [{ value: entity, label: 'An entity that is not on this page' }]),
          ...options.map(({ entityId, label, alerts }) => ({
            value: entityId,
            label: `${label} (${alerts})`,
          })),
        ]}
        onChange={onEntity}
      />
      {isNarrowed ? (
        <Button size="sm" variant="ghost" onClick={onClear}>
          <X className="size-3.5" aria-hidden="true" />
          Clear the filter
        </Button>
      ) : null}
      {story.isPaged ? <Paging story={story} /> : null}
    </div>
  );
}

function Paging({ story }: { readonly story: StoryView }) {
  const path = usePathname();
  const search = useSearchParams();
  const to = (after: string | null) => {
    const next = new URLSearchParams(search);
    for (const name of ['after', 'at', 'node']) next.delete(name);
    if (after !== null) next.set('after', after);
    return `${path}?${next}`;
  };
  return (
    <p className="flex flex-wrap items-center gap-2 text-muted">
      {story.alerts.length.toLocaleString('en-GB')} of {story.total.toLocaleString('en-GB')} alerts are told
      at a time.
      {search.get('after') ? (
        <Button size="sm" asChild>
          <Link href={to(null)} scroll={false}>
            From the beginning
          </Link>
        </Button>
      ) : null}
      {story.next === null ? null : (
        <Button size="sm" asChild>
          <Link href={to(story.next)} scroll={false}>
            What came then
          </Link>
        </Button>
      )}
    </p>
  );
}
