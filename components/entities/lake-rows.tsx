import { RawRows } from '@/components/alerts/raw-rows';
import { MoreLink } from '@/components/incidents/more-link';
import { Banner } from '@/components/ui/banner';
import type { RawRowView } from '@/lib/domain/views/alert';

export interface LakeRowsProps {
  readonly answer:
    | { readonly rows: readonly RawRowView[]; readonly next: string | null; readonly isPartial: boolean }
    | { readonly failed: string };
  /** Address of this page; the cursor is added. */
  readonly href: string;
}

/** A page of telemetry, newest first, with the way to older rows. */
export function LakeRows({ answer, href }: LakeRowsProps) {
  if ('failed' in answer) return <Banner tone="warning">{answer.failed}</Banner>;
  if (answer.rows.length === 0) return <p className="p-4 text-muted">The lake holds no rows of this.</p>;
  return (
    <>
      <div className="rounded-lg border bg-surface">
        <RawRows rows={answer.rows} />
      </div>
      {answer.isPartial ? (
        <p className="mt-2 text-muted text-xs">
          The search stopped early because it took long; older rows follow.
        </p>
      ) : null}
      <MoreLink label="Older rows" href={answer.next === null ? null : `${href}?after=${answer.next}`} />
    </>
  );
}
