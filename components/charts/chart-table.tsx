'use client';
import Link from 'next/link';
import { Table, TD, TH, THead, TR } from '@/components/ui/table';
import { type ChartPoint, type ChartSeries, countOf, drillHref, formatCount } from './chart-data';

export interface ChartTableProps {
  readonly title: string;
  /** What the points are: "Day". */
  readonly axis: string;
  readonly series: readonly ChartSeries[];
  readonly points: readonly ChartPoint[];
  readonly base: string | undefined;
}

/** The numbers of a chart, newest first; each leads to its rows. */
export function ChartTable({ title, axis, series, points, base }: ChartTableProps) {
  return (
    <Table label={title} className="max-h-72">
      <THead>
        <TH>{axis}</TH>
        {series.map((one) => (
          <TH key={one.key} className="text-right">
            {one.label}
          </TH>
        ))}
      </THead>
      <tbody>
        {[...points].reverse().map((point) => (
          <TR key={point.key}>
            <TD className="whitespace-nowrap">{point.title ?? point.label}</TD>
            {series.map((one) => {
              const value = countOf(point, one);
              const href = value === 0 ? null : drillHref(base, point.query, one.query);
              return (
                <TD key={one.key} className="text-right">
                  {href === null ? (
                    <span className={value === 0 ? 'text-faint' : undefined}>{formatCount(value)}</span>
                  ) : (
                    <Link href={href} className="text-accent hover:underline">
                      {formatCount(value)}
                    </Link>
                  )}
                </TD>
              );
            })}
          </TR>
        ))}
      </tbody>
    </Table>
  );
}

/** The same without links, for screen readers beside the drawing. */
export function HiddenTable({ title, axis, series, points }: ChartTableProps) {
  return (
    <div className="sr-only">
      <table>
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col">{axis}</th>
            {series.map((one) => (
              <th key={one.key} scope="col">
                {one.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {points.map((point) => (
            <tr key={point.key}>
              <th scope="row">{point.title ?? point.label}</th>
              {series.map((one) => (
                <td key={one.key}>{formatCount(countOf(point, one))}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
