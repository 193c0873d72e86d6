import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const css = readFileSync(path.join(import.meta.dirname, '../../app/globals.css'), 'utf8');

/** `--name: light-dark(#light, #dark)` of the stylesheet. */
const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#[\da-f]{6}), (#[\da-f]{6})\)/g)].map(
    ([, name, light, dark]) => [name ?? '', { light: light ?? '', dark: dark ?? '' }],
  ),
);

const channel = (value: number): number => {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
};

/** Relative luminance, WCAG 2.2. */
const luminance = (hex: string): number =>
  0.2126 * channel(Number.parseInt(hex.slice(1, 3), 16)) +
  0.7152 * channel(Number.parseInt(hex.slice(3, 5), 16)) +
  0.0722 * channel(Number.parseInt(hex.slice(5, 7), 16));

function contrast(theme: 'light' | 'dark', a: string, b: string): number {
  const [one, two] = [tokens.get(a)?.[theme], tokens.get(b)?.[theme]].map((hex) =>
    luminance(hex ?? '#000000'),
  );
  const [high, low] = [Math.max(one ?? 0, two ?? 0), Math.min(one ?? 0, two ?? 0)];
  return (high + 0.05) / (low + 0.05);
}

const TONES = ['neutral', 'accent', 'success', 'info', 'low', 'medium', 'high', 'critical'];
const GROUNDS = ['bg', 'surface', 'raised', 'sunken', 'hover', 'selected'];
const TEXT: (readonly [string, string])[] = [
  ...TONES.map((tone) => [`${tone}-fg`, `${tone}-bg`] as const),
  ...GROUNDS.flatMap((ground) => [['text', ground] as const, ['muted', ground] as const]),
  ...['bg', 'surface', 'raised'].map((ground) => ['faint', ground] as const),
  ...['bg', 'surface', 'raised'].map((ground) => ['high-fg', ground] as const),
  ...['bg', 'surface'].map((ground) => ['accent', ground] as const),
  ['on-accent', 'accent'],
  ['on-accent', 'accent-hover'],
];
const MARKS = [
  ...['info', 'low', 'medium', 'high', 'critical'].map((level) => `${level}-mark`),
  ...[1, 2, 3, 4, 5, 6].map((series) => `series-${series}`),
];
const SHAPES: (readonly [string, string])[] = [
  ...MARKS.flatMap((mark) => [[mark, 'bg'] as const, [mark, 'surface'] as const]),
  ['line-strong', 'surface'],
  ['focus', 'bg'],
  ['focus', 'surface'],
];

describe.each(['light', 'dark'] as const)('colours of the %s theme', (theme) => {
  it.each(TEXT)('%s on %s carries text (AA, 4.5)', (front, ground) => {
    expect(tokens.has(front) && tokens.has(ground)).toBe(true);
    expect(contrast(theme, front, ground)).toBeGreaterThanOrEqual(4.5);
  });
  it.each(SHAPES)('%s on %s can be told from it (3)', (front, ground) => {
    expect(tokens.has(front) && tokens.has(ground)).toBe(true);
    expect(contrast(theme, front, ground)).toBeGreaterThanOrEqual(3);
  });
});
