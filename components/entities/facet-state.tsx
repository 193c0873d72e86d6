import Link from 'next/link';
import type { ReactNode } from 'react';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { TimeText } from '@/components/ui/time-text';
import type { FacetAnswer, FacetCounts, FacetRow } from '@/lib/domain/views/facet';

const DAY = 86_400_000;

export interface FacetStateProps {
  readonly answer: FacetAnswer;
  /** Said when nothing was found. */
  readonly empty: string;
  /** This panel's address, to ask once more. */
  readonly href: string;
  /** Address that counts the whole time range. */
  readonly allHref: string;
  readonly children: (counts: FacetCounts<FacetRow>) => ReactNode;
}

/** The states of a panel that counts in the lake: answered in full, in part, with nothing, or not at all. */
export function FacetState({ answer, empty, href, allHref, children }: FacetStateProps) {
  if ('failed' in answer) {
    return (
      <div className="p-3">
        <Banner
          tone="warning"
          action={
            <Button size="sm" asChild>
              <Link href={href}>Try again</Link>
            </Button>
          }
        >
          {answer.failed}
        </Banner>
      </div>
    );
  }
  return (
    <>
      {answer.groups.length === 0 ? (
        <p className="px-4 py-6 text-center text-muted">{empty}</p>
      ) : (
        children(answer)
      )}
      <Coverage counts={answer} allHref={allHref} />
    </>
  );
}

/** Which time the counts are of, where that is not what was asked for. */
function Coverage({ counts, allHref }: { readonly counts: FacetCounts; readonly allHref: string }) {
  const isOld = counts.to !== 0 && counts.to < Date.now() - DAY;
  if (!counts.partial && !isOld) return null;
  return (
    <p className="border-t px-4 py-2 text-muted text-xs">
      {counts.partial ? (
        <>
          Counted back to <TimeText value={counts.from} format="short" /> to answer at once.{' '}
          <Link href={allHref} scroll={false} className="text-accent hover:underline">
            Count the whole time range
          </Link>{' '}
        </>
      ) : null}
      {isOld ? (
        <>
          The newest event of this kind is of <TimeText value={counts.to} format="short" />; the time range
          ends there.
        </>
      ) : null}
    </p>
  );
}
