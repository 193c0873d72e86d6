import Link from 'next/link';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { incidentHref } from '@/lib/client/incidents';

export interface NoStoryProps {
  readonly number: number;
  /** Rows of hunts that the incident keeps. */
  readonly rows: number;
}

/** What stands for the story of an incident without alerts: they were moved, or a person opened it with what they found. */
export function NoStory({ number, rows }: NoStoryProps) {
  if (rows === 0) return <EmptyState title="No alerts here">They were moved to another incident.</EmptyState>;
  return (
    <EmptyState
      title="No alerts yet"
      action={
        <Button asChild>
          <Link href={incidentHref(number, 'evidence')}>
            See {rows.toLocaleString('en')} linked {rows === 1 ? 'row' : 'rows'}
          </Link>
        </Button>
      }
    >
      This incident holds what a hunt found. Alerts can be moved into it from other incidents.
    </EmptyState>
  );
}
