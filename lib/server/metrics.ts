import 'server-only';

/**
 * Metrics in Prometheus' text format 0.0.4. The registry is global because Next bundles this module more than once.
 * Names follow Prometheus' conventions: base units, `_total` for counters.
 */
type Labels = Readonly<Record<string, string>>;
type Kind = 'counter' | 'gauge' | 'histogram';

interface Sample {
  readonly suffix: string;
  readonly labels: Labels;
  readonly value: number;
}

interface Metric {
  readonly name: string;
  readonly help: string;
  readonly kind: Kind;
  collect(): Promise<readonly Sample[]> | readonly Sample[];
}

const kept = globalThis as typeof globalThis & { throughlineMetrics?: Map<string, Metric> };

function registry(): Map<string, Metric> {
  kept.throughlineMetrics ??= new Map();
  return kept.throughlineMetrics;
}

/** The registered metric of this name, made on first use. */
function register<M extends Metric>(name: string, make: () => M): M {
  const known = registry().get(name);
  if (known) return known as M;
  const made = make();
  registry().set(name, made);
  return made;
}

const keyOf = (labels: Labels) => JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));

export interface Counter extends Metric {
  increment(labels?: Labels, by?: number): void;
}

/** A number that only grows. */
export function counter(name: string, help: string): Counter {
  return register(name, () => {
    const values = new Map<string, { labels: Labels; value: number }>();
    return {
      name,
      help,
      kind: 'counter',
      increment: (labels = {}, by = 1) => {
        const key = keyOf(labels);
        const entry = values.get(key);
        if (entry) entry.value += by;
        else values.set(key, { labels, value: by });
      },
      collect: () => [...values.values()].map((entry) => ({ suffix: '', ...entry })),
    };
  });
}

/** A number that is read when asked for; `read` gives one value per set of labels. */
export function gauge(
  name: string,
  help: string,
  read: () =>
    | Promise<readonly { labels?: Labels; value: number }[]>
    | readonly { labels?: Labels; value: number }[],
  kind: 'gauge' | 'counter' = 'gauge',
): void {
  registry().set(name, {
    name,
    help,
    kind,
    collect: async () => (await read()).map(({ labels = {}, value }) => ({ suffix: '', labels, value })),
  });
}

export interface Histogram extends Metric {
  observe(value: number, labels?: Labels): void;
}

const DURATION_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Observations in cumulative buckets; the default ones suit durations in seconds. */
export function histogram(
  name: string,
  help: string,
  buckets: readonly number[] = DURATION_BUCKETS,
): Histogram {
  return register(name, () => {
    const series = new Map<string, { labels: Labels; counts: number[]; sum: number; count: number }>();
    return {
      name,
      help,
      kind: 'histogram',
      observe: (value, labels = {}) => {
        const key = keyOf(labels);
        const entry = series.get(key) ?? { labels, counts: buckets.map(() => 0), sum: 0, count: 0 };
        series.set(key, entry);
        entry.counts = entry.counts.map((count, index) =>
          value <= (buckets[index] ?? 0) ? count + 1 : count,
        );
        entry.sum += value;
        entry.count += 1;
      },
      collect: () =>
        [...series.values()].flatMap(({ labels, counts, sum, count }) => [
          ...counts.map((value, index) => ({
            suffix: '_bucket',
            labels: { ...labels, le: String(buckets[index]) },
            value,
          })),
          { suffix: '_bucket', labels: { ...labels, le: '+Inf' }, value: count },
          { suffix: '_sum', labels, value: sum },
          { suffix: '_count', labels, value: count },
        ]),
    };
  });
}

const escapeLabel = (text: string) => text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n');
const escapeHelp = (text: string) => text.replace(/\\/g, '\\\\').replace(/\n/g, '\\n');

function renderSample(name: string, { suffix, labels, value }: Sample): string {
  const pairs = Object.entries(labels).map(([key, text]) => `${key}="${escapeLabel(text)}"`);
  return `${name}${suffix}${pairs.length > 0 ? `{${pairs.join(',')}}` : ''} ${value}`;
}

/** Everything registered, as text. A metric that cannot be read is left out and counted in `throughline_metric_errors`. */
export async function renderMetrics(): Promise<string> {
  let failures = 0;
  const blocks: string[] = [];
  for (const metric of [...registry().values()].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    try {
      const samples = await metric.collect();
      const head = [
        `# HELP ${metric.name} ${escapeHelp(metric.help)}`,
        `# TYPE ${metric.name} ${metric.kind}`,
      ];
      blocks.push([...head, ...samples.map((sample) => renderSample(metric.name, sample))].join('\n'));
    } catch {
      failures += 1;
    }
  }
  blocks.push(`# TYPE throughline_metric_errors gauge\nthroughline_metric_errors ${failures}`);
  return `${blocks.join('\n')}\n`;
}
