import Link from 'next/link';
import { Table, TD, TH, THead, TR } from '@/components/ui/table';
import { incidentHref } from '@/lib/client/incidents';
import type { JobTarget } from '@/lib/domain/job-states';
import { type JobItemView, OUTCOME_LABEL, REASON_LABEL } from '@/lib/domain/views/jobs';

export interface JobItemsProps {
  readonly target: JobTarget;
  readonly items: readonly JobItemView[];
}

/** What became of each item of a job. */
export function JobItems({ target, items }: JobItemsProps) {
  return (
    <Table label="Items" fixed>
      <THead>
        <TH>{target === 'incident' ? 'Incident' : 'Alert'}</TH>
        <TH className="w-28">Outcome</TH>
        <TH className="w-72">Why</TH>
      </THead>
      <tbody>
        {items.map((item) => (
          <TR key={item.position}>
            <TD>
              <ItemName target={target} item={item} />
            </TD>
            <TD>{item.outcome === null ? 'Waiting' : OUTCOME_LABEL[item.outcome]}</TD>
            <TD className="text-muted">{item.reason === null ? '' : REASON_LABEL[item.reason]}</TD>
          </TR>
        ))}
      </tbody>
    </Table>
  );
}

function ItemName({ target, item }: { readonly target: JobTarget; readonly item: JobItemView }) {
  if (item.reason === 'gone' || (target === 'incident' && item.number === null))
    return <span className="text-muted">{item.name}</span>;
  const href = target === 'alert' ? `/alerts/${item.targetId}` : incidentHref(item.number ?? 0);
  return (
    <Link href={href} data-row-link className="block truncate font-medium hover:underline">
      {item.number === null ? null : <span className="font-normal text-muted text-xs">#{item.number} </span>}
      {item.name}
    </Link>
  );
}
