import Link from 'next/link';
import { Table, TD, TH, THead, TR } from '@/components/ui/table';
import { ROWS } from '@/lib/client/overview';
import { SOURCE_LABEL } from '@/lib/domain/views/labels';
import type { SourceFigures } from '@/lib/domain/views/overview';
import { PERIOD_LABEL, type Period } from '@/lib/domain/views/period';
import { TrendText } from './trend-text';

const number = (value: number): string => value.toLocaleString('en');

/** What each source raised, and how much of it people found to be false. */
export function SourceTable({
  sources,
  period,
}: {
  readonly sources: readonly SourceFigures[];
  readonly period: Period;
}) {
  const against = `the ${PERIOD_LABEL[period.name].replace('Last ', '')} before`;
  const link = 'text-accent hover:underline';
  return (
    <Table label="Sources" className="rounded-none border-0">
      <THead>
        <TH>Source</TH>
        <TH className="text-right">Alerts</TH>
        <TH className="text-right">False positives</TH>
      </THead>
      <tbody>
        {sources.map(({ source, alerts, before, classified, falsePositives }) => (
          <TR key={source}>
            <TD>{SOURCE_LABEL[source]}</TD>
            <TD className="text-right">
              <span className="inline-flex flex-wrap-reverse items-baseline justify-end gap-x-2">
                {before === 0 ? null : <TrendText now={alerts} before={before} against={against} />}
                <Link data-row-link href={ROWS.alertsOf(source, period.from)} className={link}>
                  {number(alerts)}
                </Link>
              </span>
            </TD>
            <TD className="text-right">
              {classified === 0 ? (
                <span className="text-muted text-xs">none classified</span>
              ) : (
                <span className="inline-flex flex-wrap items-baseline justify-end gap-x-2">
                  <span>{Math.round((100 * falsePositives) / classified)} %</span>
                  <span className="text-muted text-xs">
                    <Link
                      href={ROWS.alerts(period.from, null, { source, classification: 'falsePositive' })}
                      className={link}
                    >
                      {number(falsePositives)}
                    </Link>{' '}
                    of{' '}
                    <Link
                      href={ROWS.alerts(period.from, null, { source, classification: '!unknown' })}
                      className={link}
                    >
                      {number(classified)}
                    </Link>
                  </span>
                </span>
              )}
            </TD>
          </TR>
        ))}
      </tbody>
    </Table>
  );
}
