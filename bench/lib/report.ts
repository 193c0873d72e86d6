import { cpus, loadavg } from 'node:os';

/** One line of a benchmark's table. */
export interface Figure {
  readonly name: string;
  readonly value: string;
  /** The budget in words, where there is one. */
  readonly target?: string;
  /** Whether the budget was met. */
  readonly met?: boolean;
}

export interface Report {
  readonly title: string;
  readonly figures: readonly Figure[];
}

export interface Benchmark {
  readonly name: string;
  readonly run: () => Promise<Report>;
}

/** A figure with a lower bound. */
export const atLeast = (name: string, value: number, bound: number, digits = 3): Figure => ({
  name,
  value: value.toFixed(digits),
  target: `≥ ${bound}`,
  met: value >= bound,
});

/** A figure with an upper bound. */
export const atMost = (name: string, value: number, bound: number, unit: string, digits = 1): Figure => ({
  name,
  value: `${value.toFixed(digits)} ${unit}`.trim(),
  target: `≤ ${bound} ${unit}`.trim(),
  met: value <= bound,
});

export const plain = (name: string, value: string): Figure => ({ name, value });

/** @returns whether every budget of the report was met */
export function printReport({ title, figures }: Report): boolean {
  const width = Math.max(...figures.map((figure) => figure.name.length));
  console.log(`\n${title}`);
  for (const { name, value, target, met } of figures) {
    const verdict = met === undefined ? '' : met ? 'met' : 'MISSED';
    console.log(
      `  ${name.padEnd(width)}  ${value.padStart(14)}  ${(target ?? '').padEnd(14)}  ${verdict}`.trimEnd(),
    );
  }
  const load = loadavg().map((value) => value.toFixed(1));
  console.log(`  load average ${load.join(' ')} on ${cpus().length} cores`);
  return figures.every((figure) => figure.met !== false);
}

/** The value below which a share of the values lies, by nearest rank. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);
