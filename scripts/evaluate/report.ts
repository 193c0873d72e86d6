import type { DemoOutcome } from './demo';
import type { SetOutcome } from './import-set';
import type { Expectation } from './truths';

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const row = (cells: readonly (string | number)[]): string =>
  `| ${cells.map((c) => cell(String(c))).join(' | ')} |`;
const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string[] => [
  row(head),
  row(head.map(() => '---')),
  ...rows.map(row),
];

const MAX_REASONS = 4;

function reasonsOf({ reasons }: SetOutcome): string {
  const shown = reasons.slice(0, MAX_REASONS).map((r) => `${r.count} × ${r.reason}`);
  const more = reasons.length - shown.length;
  return [...shown, ...(more > 0 ? [`${more} more`] : [])].join('; ') || '–';
}

/** The whole report as Markdown. */
export function report(
  sets: readonly SetOutcome[],
  expectations: readonly Expectation[],
  crossing: number,
  demo: DemoOutcome | undefined,
): string {
  return [
    '# Real data',
    '',
    'Written by `npm run evaluate -- --shared DIR` (add `--demo` for the demo company). Each published set is imported whole into a tenant of its own in a fresh database, as `npm run import` does: detection, correlation and risk on, history mode. The data itself is not part of the project. Seconds are of one run on a shared machine with two cores, PostgreSQL included: an order of magnitude, no benchmark.',
    '',
    '## Sets',
    '',
    ...table(
      ['set', 'what it is', 'files', 'rows', 'refused', 'reasons', 'alerts', 'incidents', 's'],
      sets.map((s) => [
        s.name,
        s.about,
        s.files,
        s.rows,
        s.refused,
        reasonsOf(s),
        s.alerts,
        s.incidents,
        s.seconds.toFixed(1),
      ]),
    ),
    '',
    'Every row that is not refused was processed; every refused row is a dead letter with the reason above. Low and informational alerts join incidents but open none, so a set may have alerts and no incident.',
    '',
    `All sets imported into one tenant together: ${crossing === 0 ? 'no incident holds alerts of two sets' : `${crossing} incidents hold alerts of two sets`}.`,
    '',
    '## Ground truth',
    '',
    ...table(
      ['set', 'expected', 'found', 'met'],
      expectations.map((e) => [e.set, e.expected, e.found, e.met ? 'yes' : 'NO']),
    ),
    '',
    ...(demo ? demoSection(demo) : []),
  ].join('\n');
}

/** The demo company: stories against what its generator knows, and the noise of ordinary life. */
export function demoSection(demo: DemoOutcome): string[] {
  const { life } = demo;
  const high = life.incidents.filter((i) => i.severity === 'high').length;
  const told = demo.stories.filter((s) => s.strong > 0);
  const mean = told.reduce((sum, s) => sum + s.incidents, 0) / Math.max(1, told.length);
  const ofLife = (of: ReadonlyMap<string, number>): number => of.get('life') ?? 0;
  const total = (of: ReadonlyMap<string, number>): number => [...of.values()].reduce((a, b) => a + b, 0);
  return [
    '## Demo company',
    '',
    `${demo.rows} rows of ${life.days} days in ${demo.seconds.toFixed(0)} s; ${demo.refused} refused. Incidents per story ${mean.toFixed(2)} on average; pairwise precision ${demo.precision.toFixed(3)}; ordinary life opened ${(life.incidents.length / life.days).toFixed(2)} incidents a day, ${high} of them high.`,
    '',
    ...table(
      ['story', 'alerts', 'medium or high', 'incidents', 'domains'],
      demo.stories.map((s) => [s.title, s.alerts, s.strong, s.incidents, s.domains.join(', ')]),
    ),
    '',
    ...table(
      ['detector (severity)', 'in stories', 'in ordinary life'],
      [...demo.detectors].map(([name, of]) => [name, total(of) - ofLife(of), ofLife(of)]),
    ),
    '',
  ];
}
