import { createLoader, parseAsStringLiteral } from 'nuqs/server';
import type { ServiceSource } from '@/lib/domain/alert';
import { PERIODS, type PeriodName, spanText } from '@/lib/domain/views/period';
import { drill } from './drill';

/** Home looks back a week where the address says nothing else, reports a month. */
export const loadHomeParams = createLoader({ period: parseAsStringLiteral(PERIODS).withDefault('7d') });
export const loadReportParams = createLoader({ period: parseAsStringLiteral(PERIODS).withDefault('30d') });

/** Each number's rows: what is left out of these addresses, the lists leave out as well. */
export const ROWS = {
  open: (severity = 'any') => drill('/incidents', { severity }),
  mine: () => drill('/incidents', { severity: 'any', assignee: 'me' }),
  unassignedHigh: () => drill('/incidents', { severity: 'high', assignee: 'none' }),
  openOf: (person: string) => drill('/incidents', { severity: 'any', assignee: person }),
  newIncidents: () =>
    drill('/incidents', { status: '!redirected', severity: 'any', sort: 'created', created: '1d' }),
  incidents: (from: number, to: number | null = null) =>
    drill('/incidents', {
      status: '!redirected',
      severity: 'any',
      sort: 'created',
      created: spanText(from, to),
    }),
  acknowledged: (from: number, to: number | null = null, severity = 'any') =>
    drill('/incidents', { status: 'any', severity, acknowledged: spanText(from, to) }),
  resolved: (from: number, to: number | null = null, more: Readonly<Record<string, string>> = {}) =>
    drill('/incidents', { status: 'resolved', severity: 'any', resolved: spanText(from, to), ...more }),
  riskyUsers: (level: string) => drill('/users', { level }),
  alerts: (from: number, to: number | null = null, more: Readonly<Record<string, string>> = {}) =>
    drill('/alerts', { status: 'any', sort: 'created', created: spanText(from, to), ...more }),
  alertsOf: (source: ServiceSource, from: number) => ROWS.alerts(from, null, { source }),
} as const;

/** Address of an overview at another period. */
export const periodHref = (path: string, period: PeriodName, usual: PeriodName): string =>
  period === usual ? path : `${path}?period=${period}`;
