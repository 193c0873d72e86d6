import Link from 'next/link';
import type { Mark } from '@/components/charts/chart-data';
import { Swatch } from '@/components/charts/swatch';
import { FigureCard } from '@/components/ui/figure-card';
import { TimeText } from '@/components/ui/time-text';
import { ROWS } from '@/lib/client/overview';
import { SEVERITIES, type Severity } from '@/lib/domain/severity';
import { RISK_LEVEL_LABEL, SEVERITY_LABEL } from '@/lib/domain/views/labels';
import type { DataHealthSummary, OpenNow, Trend } from '@/lib/domain/views/overview';
import { TrendText } from './trend-text';

export const SEVERITY_MARK = {
  high: 'high',
  medium: 'medium',
  low: 'low',
  informational: 'info',
} as const satisfies Record<Severity, Mark>;

interface PartProps {
  readonly label: string;
  readonly value: number;
  readonly href: string;
  readonly mark: Mark;
}

function Part({ label, value, href, mark }: PartProps) {
  return (
    <li>
      <Link href={href} className="flex min-h-6 items-center gap-1.5 text-xs hover:underline">
        <Swatch mark={mark} />
        <span className="text-muted">{label}</span>
        <span className="font-medium">{value.toLocaleString('en')}</span>
      </Link>
    </li>
  );
}

const Parts = ({ children }: { readonly children: React.ReactNode }) => (
  <ul className="flex flex-wrap gap-x-3">{children}</ul>
);

/** Open incidents by severity, the new ones, users at risk, and whether data arrives. */
export function NowCards({
  open,
  fresh,
  health,
}: {
  readonly open: OpenNow;
  readonly fresh: Trend;
  readonly health: DataHealthSummary;
}) {
  const levels = ['high', 'medium', 'low'] as const;
  const atRisk = levels.reduce((sum, level) => sum + (open.riskyUsers[level] ?? 0), 0);
  return (
    <div className="grid grid-cols-2 gap-3 xl:grid-cols-4">
      <FigureCard title="Open incidents" value={open.total.toLocaleString('en')} href={ROWS.open()}>
        <Parts>
          {[...SEVERITIES].reverse().map((severity) => (
            <Part
              key={severity}
              label={SEVERITY_LABEL[severity]}
              value={open.bySeverity[severity]}
              href={ROWS.open(severity)}
              mark={SEVERITY_MARK[severity]}
            />
          ))}
        </Parts>
      </FigureCard>
      <FigureCard
        title="New in 24 hours"
        value={fresh.now.toLocaleString('en')}
        href={ROWS.newIncidents()}
        aside={<TrendText {...fresh} against="the 24 hours before" />}
      >
        <p className="flex min-h-6 items-center text-muted text-xs">
          {fresh.before.toLocaleString('en')} in the 24 hours before
        </p>
      </FigureCard>
      <FigureCard
        title="Users at risk"
        value={atRisk.toLocaleString('en')}
        href={ROWS.riskyUsers('low,medium,high')}
      >
        <Parts>
          {levels.map((level) => (
            <Part
              key={level}
              label={RISK_LEVEL_LABEL[level]}
              value={open.riskyUsers[level] ?? 0}
              href={ROWS.riskyUsers(level)}
              mark={level}
            />
          ))}
        </Parts>
      </FigureCard>
      <HealthCard health={health} />
    </div>
  );
}

/** Whether data arrives: silent sources first, because what does not arrive is not detected either. */
function HealthCard({ health }: { readonly health: DataHealthSummary }) {
  const { sources, silent, deadLetters, setAside, lastIngestAt } = health;
  const value =
    sources === 0
      ? 'No data yet'
      : silent.length === 0
        ? `${sources} sources`
        : `${silent.length} of ${sources} silent`;
  const problems = [
    deadLetters > 0 &&
      `${deadLetters.toLocaleString('en')} ${deadLetters === 1 ? 'row' : 'rows'} could not be read`,
    setAside > 0 && `${setAside} batches set aside`,
  ].filter((text) => text !== false);
  return (
    <FigureCard title="Data health" value={value} href="/settings/data-health">
      <p className="flex min-h-6 flex-wrap items-center gap-x-1.5 text-muted text-xs">
        {silent.length > 0 ? <span className="truncate text-high-fg">{silent.join(', ')}</span> : null}
        {problems.length > 0 ? <span>{problems.join(' · ')}</span> : null}
        {silent.length === 0 && problems.length === 0 && lastIngestAt !== null ? (
          <span>
            last rows <TimeText value={lastIngestAt} format="relative" />
          </span>
        ) : null}
      </p>
    </FigureCard>
  );
}
