import Link from 'next/link';
import { RawRows } from '@/components/alerts/raw-rows';
import { MoreLink } from '@/components/incidents/more-link';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import type { RawRowView } from '@/lib/domain/views/alert';
import { GoOn } from './go-on';

export interface LakeRowsProps {
  readonly answer:
    | { readonly rows: readonly RawRowView[]; readonly next: string | null; readonly isPartial: boolean }
    | { readonly failed: string };
  /** Address of the rows after a cursor; without one, of the first. */
  readonly hrefOf: (after: string) => string;
  /** Address without filters, where some are set. */
  readonly clearHref?: string | undefined;
  /** Goes on by itself where the newest rows hold nothing: for the first page of a search. */
  readonly goOn?: boolean;
}

/** A page of telemetry, newest first, with the way to older rows. */
export function LakeRows({ answer, hrefOf, clearHref, goOn = false }: LakeRowsProps) {
  if ('failed' in answer) {
    return (
      <Banner
        tone="warning"
        action={
          <Button size="sm" asChild>
            <Link href={hrefOf('')}>Try again</Link>
          </Button>
        }
      >
        {answer.failed}
      </Banner>
    );
  }
  const older = answer.next === null ? null : hrefOf(answer.next);
  if (answer.rows.length === 0 && older === null) {
    return (
      <EmptyState
        title={clearHref === undefined ? 'The lake holds no rows of this' : 'No row matches these filters'}
        action={
          clearHref === undefined ? null : (
            <Button asChild>
              <Link href={clearHref}>Clear the filters</Link>
            </Button>
          )
        }
      />
    );
  }
  if (answer.rows.length === 0 && older !== null && goOn) return <GoOn href={older} />;
  return (
    <>
      {answer.rows.length === 0 ? (
        <p className="p-4 text-center text-muted">Nothing in the newest rows.</p>
      ) : (
        <div className="rounded-lg border bg-surface">
          <RawRows rows={answer.rows} />
        </div>
      )}
      {answer.isPartial ? (
        <p className="mt-2 text-center text-muted text-xs">
          The search stopped here to answer at once; it goes on from this place.
        </p>
      ) : null}
      <MoreLink label={answer.isPartial ? 'Search further back' : 'Older rows'} href={older} />
    </>
  );
}
