import { MoreLink } from '@/components/incidents/more-link';
import { Card } from '@/components/ui/card';
import { CopyButton } from '@/components/ui/copy-button';
import { TimeText } from '@/components/ui/time-text';
import { incidentHref } from '@/lib/client/incidents';
import type { HuntEvidence, RowLink } from '@/lib/domain/views/hunt-evidence';
import type { IncidentDetail } from '@/lib/domain/views/incident';
import { HuntAgain } from './hunt-again';
import { LinkedRowItem } from './linked-row';
import { UnlinkRows } from './unlink-rows';

export interface LinkedRowsProps {
  readonly incident: Pick<IncidentDetail, 'id' | 'number'>;
  readonly evidence: HuntEvidence;
  readonly canWrite: boolean;
  readonly canHunt: boolean;
}

/** What hunts found and people kept: for each time the query, the rows as they were, and what they name. */
export function LinkedRows({ incident, evidence, canWrite, canHunt }: LinkedRowsProps) {
  const shown = evidence.links.reduce((sum, { rows }) => sum + rows.length, 0);
  return (
    <section aria-labelledby="linked-rows" className="mt-6">
      <h2 id="linked-rows" className="mb-2 font-semibold text-base">
        Rows of hunts{' '}
        <span className="font-normal text-muted text-xs">
          {shown < evidence.total
            ? `${shown.toLocaleString('en')} of ${evidence.total.toLocaleString('en')}`
            : evidence.total.toLocaleString('en')}
        </span>
      </h2>
      <div className="flex flex-col gap-4">
        {evidence.links.map((link) => (
          <LinkCard key={link.id} incidentId={incident.id} {...{ link, canWrite, canHunt }} />
        ))}
      </div>
      <MoreLink
        label="Rows that were linked earlier"
        href={
          evidence.next === null ? null : `${incidentHref(incident.number, 'evidence')}?rows=${evidence.next}`
        }
      />
    </section>
  );
}

interface LinkCardProps {
  readonly incidentId: string;
  readonly link: RowLink;
  readonly canWrite: boolean;
  readonly canHunt: boolean;
}

function LinkCard({ incidentId, link, canWrite, canHunt }: LinkCardProps) {
  const { rows } = link;
  return (
    <Card
      flush
      title={`${rows.length} ${rows.length === 1 ? 'row' : 'rows'}, linked by ${link.by}`}
      description={
        <>
          <TimeText value={link.at} format="short" />
          {link.note === '' ? null : <span className="text-text">{`: ${link.note}`}</span>}
        </>
      }
      aside={
        <>
          {canHunt ? <HuntAgain query={link.query} /> : null}
          {canWrite ? <UnlinkRows incidentId={incidentId} rowKeys={rows.map(({ key }) => key)} /> : null}
        </>
      }
    >
      <details className="border-b px-4 py-2 text-xs">
        <summary className="cursor-default text-muted">
          The query, as it ran <TimeText value={link.ranAt} format="short" />
        </summary>
        <div className="mt-1 flex items-start gap-2">
          <pre className="min-w-0 flex-1 whitespace-pre-wrap break-words rounded-md bg-sunken p-2 font-mono">
            {link.query}
          </pre>
          <CopyButton what="the query" value={link.query} />
        </div>
      </details>
      <ul>
        {rows.map((row) => (
          <LinkedRowItem key={row.key} {...{ incidentId, row, canWrite }} />
        ))}
      </ul>
    </Card>
  );
}
