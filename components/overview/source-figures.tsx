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
    <Table label="Sources">
      <THead>
        <TH>Source</TH>
        <TH className="text-right">Alerts</TH>
        <TH className="text-right">Change</TH>
        <TH className="text-right">Classified</TH>
        <TH className="text-right">False positives</TH>
        <TH className="text-right">Rate</TH>
      </THead>
      <tbody>
        {sources.map(({ source, alerts, before, classified, falsePositives }) => (
          <TR key={source}>
            <TD className="whitespace-nowrap">{SOURCE_LABEL[source]}</TD>
            <TD className="text-right">
              <Link data-row-link href={ROWS.alertsOf(source, period.from)} className={link}>
                {number(alerts)}
              </Link>
            </TD>
            <TD className="text-right">
              <TrendText now={alerts} before={before} against={against} />
            </TD>
            <TD className="text-right">
              <Link
                href={ROWS.alerts(period.from, null, { source, classification: '!unknown' })}
                className={link}
              >
                {number(classified)}
              </Link>
            </TD>
            <TD className="text-right">
              <Link
                href={ROWS.alerts(period.from, null, { source, classification: 'falsePositive' })}
                className={link}
              >
                {number(falsePositives)}
              </Link>
            </TD>
            <TD className="text-right">
              {classified === 0 ? (
                <span className="text-faint">–</span>
              ) : (
                `${Math.round((100 * falsePositives) / classified)} %`
              )}
            </TD>
          </TR>
        ))}
      </tbody>
    </Table>
  );
}
