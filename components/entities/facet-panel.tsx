import Link from 'next/link';
import { EntityLink } from '@/components/entities/entity-link';
import { Card } from '@/components/ui/card';
import { Table, TD, TH, THead, TR } from '@/components/ui/table';
import { TimeText } from '@/components/ui/time-text';
import { ToneBadge } from '@/components/ui/tone-badge';
import type { FacetAnswer, FacetRange, FacetRow } from '@/lib/domain/views/facet';
import { RANGE_LABEL } from '@/lib/domain/views/labels';
import { FacetState } from './facet-state';
import type { FacetPanel } from './panels';

/** Groups that a panel shows beside others. */
export const BRIEF = 8;
/** Groups that a panel shows alone. */
export const FULL = 500;

export interface FacetCardProps {
  readonly panel: FacetPanel;
  readonly answer: FacetAnswer;
  readonly range: FacetRange;
  /** Address of this panel alone, or back to all of them. */
  readonly href: string;
  readonly isOpen: boolean;
  /** Address that counts the whole time range in this panel. */
  readonly allHref: string;
  /** Address of the rows that hold a text. */
  readonly rowsOf: (text: string) => string;
}

/** One question about an entity, answered in counts; every count leads to its rows. */
export function FacetCard({ panel, answer, range, href, isOpen, allHref, rowsOf }: FacetCardProps) {
  const total = 'failed' in answer ? 0 : answer.total;
  const shown = 'failed' in answer ? 0 : answer.groups.length;
  return (
    <Card
      title={panel.title}
      flush
      aside={
        isOpen ? (
          <Link href={href} className="text-accent text-xs hover:underline">
            All panels
          </Link>
        ) : total > shown ? (
          <Link href={href} className="text-accent text-xs hover:underline">
            {shown} of {total.toLocaleString('en')}: show more
          </Link>
        ) : null
      }
    >
      <FacetState
        answer={answer}
        empty={`${panel.empty} ${RANGE_LABEL[range]}, up to the newest event.`}
        href={href}
        allHref={allHref}
      >
        {({ groups }) => <FacetTable panel={panel} groups={groups} rowsOf={rowsOf} />}
      </FacetState>
      {isOpen && total > shown ? (
        <p className="border-t px-4 py-2 text-muted text-xs">
          The largest {shown} of {total.toLocaleString('en')}.
        </p>
      ) : null}
    </Card>
  );
}

interface FacetTableProps {
  readonly panel: FacetPanel;
  readonly groups: readonly FacetRow[];
  readonly rowsOf: (text: string) => string;
}

function FacetTable({ panel, groups, rowsOf }: FacetTableProps) {
  const most = Math.max(...groups.map((group) => group.count));
  return (
    <Table label={panel.title} fixed className="rounded-none border-0">
      <THead>
        <TH>{panel.nameHeading}</TH>
        {panel.detailHeading === null ? null : (
          <TH className="hidden w-[32%] @2xl:table-cell">{panel.detailHeading}</TH>
        )}
        <TH className="w-28">Events</TH>
        {panel.failedHeading === null ? null : <TH className="w-18 text-right">{panel.failedHeading}</TH>}
        <TH className="hidden w-28 @4xl:table-cell">First</TH>
        <TH className="hidden w-28 @xl:table-cell">Last</TH>
      </THead>
      <tbody>
        {groups.map((group) => (
          <TR key={`${group.type} ${group.name} ${group.detail}`}>
            <TD className="truncate">
              <GroupName group={group} />
            </TD>
            {panel.detailHeading === null ? null : (
              <TD
                className="hidden truncate text-muted text-xs max-sm:block max-sm:w-full @2xl:table-cell"
                title={group.detail ?? undefined}
              >
                {group.detail ?? '–'}
              </TD>
            )}
            <TD>
              <Count group={group} most={most} href={rowsOf(needleOf(group.name))} />
            </TD>
            {panel.failedHeading === null ? null : (
              <TD className={group.failed === 0 ? 'text-right text-faint max-sm:hidden' : 'text-right'}>
                {group.failed.toLocaleString('en')}
                <span className="sm:hidden"> {panel.failedHeading.toLowerCase()}</span>
              </TD>
            )}
            <TD className="hidden text-muted text-xs @4xl:table-cell">
              <TimeText value={group.first} format="compact" />
            </TD>
            <TD className="hidden text-muted text-xs max-sm:ml-auto max-sm:block @xl:table-cell">
              <TimeText value={group.last} format="compact" />
            </TD>
          </TR>
        ))}
      </tbody>
    </Table>
  );
}

function GroupName({ group }: { readonly group: FacetRow }) {
  const name =
    group.type === null || group.entityId === null ? (
      <span title={group.label}>{group.label}</span>
    ) : (
      <EntityLink entityId={group.entityId} type={group.type} name={group.label} />
    );
  return (
    <span className="flex min-w-0 items-center gap-2">
      <span className="min-w-0 truncate">{name}</span>
      {group.risky > 0 ? <ToneBadge tone="medium">{group.risky} risky</ToneBadge> : null}
    </span>
  );
}

interface CountProps {
  readonly group: FacetRow;
  readonly most: number;
  readonly href: string;
}

function Count({ group, most, href }: CountProps) {
  return (
    <span className="flex items-center gap-2">
      <Link
        href={href}
        prefetch={false}
        className="w-11 shrink-0 text-right hover:underline max-sm:w-auto"
        aria-label={`${group.count.toLocaleString('en')} events: show them`}
      >
        {group.count.toLocaleString('en')}
        <span className="sm:hidden"> {group.count === 1 ? 'event' : 'events'}</span>
      </Link>
      <span aria-hidden="true" className="h-1.5 min-w-0 flex-1 rounded-full bg-sunken max-sm:hidden">
        <span
          className="block h-full rounded-full bg-series-1"
          style={{ width: `${Math.max(2, (100 * group.count) / most)}%` }}
        />
      </span>
    </span>
  );
}

/** What rows hold of a name: of `DOMAIN\name` the name, since rows keep the two apart. */
const needleOf = (name: string): string => name.split('\\').at(-1) ?? name;
