import type { Detector } from './types';

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** The catalogue of detections as a Markdown table, in the order in which they run; `docs/detections.md` is this. */
export function detectionCatalogue(detectors: readonly Detector[]): string {
  const rows = detectors.map((d) =>
    [
      `\`${d.id}\``,
      d.title,
      d.severity,
      d.tactic,
      d.techniques.join(', ') || 'as the product says',
      d.summary,
      d.source,
    ]
      .map(cell)
      .join(' | '),
  );
  return [
    '# Detections',
    '',
    `Throughline's ${detectors.length} streaming detectors. The severity is the usual one; a detector may lower or raise it and says why in the alert's reasons. A low or informational alert joins an incident but never opens one alone.`,
    '',
    'This file is written from the detectors themselves (`UPDATE_DOCS=1 npx vitest run lib/engine/detection/index.test.ts`) and a test keeps it in step.',
    '',
    '| id | title | severity | tactic | techniques | what it sees | follows |',
    '|---|---|---|---|---|---|---|',
    ...rows.map((row) => `| ${row} |`),
    '',
  ].join('\n');
}
