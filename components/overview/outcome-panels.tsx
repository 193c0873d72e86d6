import Link from 'next/link';
import { BarList } from '@/components/charts/bar-list';
import { SeverityBadge } from '@/components/incidents/badges';
import { Card } from '@/components/ui/card';
import { Table, TD, TH, THead, TR } from '@/components/ui/table';
import { ROWS } from '@/lib/client/overview';
import { CLASSIFICATIONS } from '@/lib/domain/alert';
import { CLASSIFICATION_LABEL } from '@/lib/domain/views/labels';
import type { Duration, Outcomes, Workload } from '@/lib/domain/views/overview';
import { durationText, type Period } from '@/lib/domain/views/period';

const LINK = 'text-accent hover:underline';

interface TimesProps {
  readonly label: string;
  readonly first: string;
  readonly rows: readonly {
    readonly key: string;
    readonly name: React.ReactNode;
    readonly acknowledge: Duration;
    readonly resolve: Duration;
    readonly acknowledgedHref: string;
    readonly resolvedHref: string;
  }[];
}

function TimesTable({ label, first, rows }: TimesProps) {
  return (
    <Table label={label} className="rounded-none border-0">
      <THead>
        <TH>{first}</TH>
        <TH className="text-right">To acknowledge</TH>
        <TH className="text-right">To resolve</TH>
      </THead>
      <tbody>
        {rows.map(({ key, name, acknowledge, resolve, acknowledgedHref, resolvedHref }) => (
          <TR key={key}>
            <TD>{name}</TD>
            <Times duration={acknowledge} href={acknowledgedHref} />
            <Times duration={resolve} href={resolvedHref} />
          </TR>
        ))}
      </tbody>
    </Table>
  );
}

/** The mean, below it the median and how many incidents it is of. */
function Times({ duration, href }: { readonly duration: Duration; readonly href: string }) {
  if (duration.count === 0) return <TD className="text-right text-faint">–</TD>;
  return (
    <TD className="text-right">
      <span className="block font-medium">{durationText(duration.mean)}</span>
      <span className="block text-muted text-xs">
        median {durationText(duration.median)} ·{' '}
        <Link href={href} className={LINK}>
          {duration.count.toLocaleString('en')}
        </Link>
      </span>
    </TD>
  );
}

function Count({ count, href }: { readonly count: number; readonly href: string }) {
  return (
    <TD className="text-right">
      {count === 0 ? (
        <span className="text-faint">0</span>
      ) : (
        <Link href={href} className={LINK}>
          {count.toLocaleString('en')}
        </Link>
      )}
    </TD>
  );
}

/** Times to acknowledge and to resolve by severity and by week, and what the resolved incidents were found to be. */
export function OutcomePanels({
  outcomes,
  workload,
  period,
}: {
  readonly outcomes: Outcomes;
  readonly workload: readonly Workload[];
  readonly period: Period;
}) {
  return (
    <div className="grid items-start gap-3 xl:grid-cols-2">
      <Card title="Response by severity" description="Live incidents, by when it happened" flush>
        <TimesTable
          label="Response by severity"
          first="Severity"
          rows={outcomes.bySeverity.map(({ severity, ...times }) => ({
            key: severity,
            name: <SeverityBadge severity={severity} />,
            acknowledgedHref: ROWS.acknowledged(period.from, null, severity),
            resolvedHref: ROWS.resolved(period.from, null, { severity }),
            ...times,
          }))}
        />
      </Card>
      <Card title="Response by week" description="Live incidents, by when it happened" flush>
        <TimesTable
          label="Response by week"
          first="Week"
          rows={[...outcomes.byWeek].reverse().map(({ from, to, title, ...times }) => ({
            key: String(from),
            name: title,
            acknowledgedHref: ROWS.acknowledged(from, to),
            resolvedHref: ROWS.resolved(from, to),
            ...times,
          }))}
        />
      </Card>
      <Card title="What resolved incidents were" description="By classification">
        <BarList
          label="Resolved incidents by classification"
          items={CLASSIFICATIONS.map((classification) => ({
            key: classification,
            label: CLASSIFICATION_LABEL[classification],
            value: outcomes.byClassification[classification] ?? 0,
            href: ROWS.resolved(period.from, null, { classification }),
          }))}
        />
      </Card>
      <Card title="Workload" description="Open now, and resolved in this period" flush>
        {workload.length === 0 ? (
          <p className="p-4 text-muted">No incident is assigned to anybody, and none was resolved.</p>
        ) : (
          <Table label="Workload" className="rounded-none border-0">
            <THead>
              <TH>Person</TH>
              <TH className="text-right">Open</TH>
              <TH className="text-right">Resolved</TH>
              <TH className="text-right">Time to resolve</TH>
            </THead>
            <tbody>
              {workload.map(({ id, name, open, resolved, resolve }) => (
                <TR key={id}>
                  <TD>{name}</TD>
                  <Count count={open} href={ROWS.openOf(id)} />
                  <Count count={resolved} href={ROWS.resolved(period.from, null, { assignee: id })} />
                  <Times duration={resolve} href={ROWS.resolved(period.from, null, { assignee: id })} />
                </TR>
              ))}
            </tbody>
          </Table>
        )}
      </Card>
    </div>
  );
}
