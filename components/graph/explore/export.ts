import type { Place } from '@/lib/domain/investigation';
import { SEVERITIES, type Severity } from '@/lib/domain/severity';
import { ROLE_GROUPS, type RoleGroup } from '../roles';
import type { Display } from './display';
import { graphSvg, type Palette, type Picture } from './svg';

export type Theme = 'light' | 'dark';

const ROLE_TOKEN: Readonly<Record<RoleGroup, string>> = {
  attacker: 'high',
  compromised: 'medium',
  attacked: 'low',
  suspicious: 'accent',
  other: 'neutral',
};
const SEVERITY_TOKEN: Readonly<Record<Severity, string>> = {
  informational: 'info-mark',
  low: 'low-mark',
  medium: 'medium-mark',
  high: 'high-mark',
};

/**
 * The tokens as a theme resolves them. They are resolved where they are written, at the root: it gets the theme for as
 * long as they are read, which is over before anything is painted.
 */
function paletteOf(theme: Theme): Palette {
  const root = document.documentElement;
  const shown = root.dataset.theme;
  root.dataset.theme = theme;
  try {
    return readPalette();
  } finally {
    if (shown === undefined) delete root.dataset.theme;
    else root.dataset.theme = shown;
  }
}

function readPalette(): Palette {
  const probe = document.createElement('span');
  probe.hidden = true;
  document.body.append(probe);
  const read = (token: string): string => {
    probe.style.color = `var(--${token})`;
    return getComputedStyle(probe).color;
  };
  const palette: Palette = {
    bg: read('bg'),
    surface: read('surface'),
    text: read('text'),
    muted: read('muted'),
    line: read('line-strong'),
    note: read('accent-fg'),
    severity: Object.fromEntries(
      SEVERITIES.map((name) => [name, read(SEVERITY_TOKEN[name])]),
    ) as Palette['severity'],
    role: Object.fromEntries(
      ROLE_GROUPS.map((name) => [
        name,
        { bg: read(`${ROLE_TOKEN[name]}-bg`), fg: read(`${ROLE_TOKEN[name]}-fg`) },
      ]),
    ) as Palette['role'],
  };
  probe.remove();
  return palette;
}

export interface ExportInput {
  readonly display: Display;
  readonly places: ReadonlyMap<string, Place>;
  readonly title: string;
  readonly theme: Theme;
}

/** Saves the graph as a file: its vectors, or its pixels. */
export async function downloadGraph(input: ExportInput, format: 'svg' | 'png'): Promise<void> {
  const picture = graphSvg(input.display, input.places, {
    title: input.title,
    palette: paletteOf(input.theme),
  });
  const source = new Blob([picture.svg], { type: 'image/svg+xml' });
  const blob = format === 'svg' ? source : await toPng(source, picture);
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = `${fileName(input.title)}.${format}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

const fileName = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 80) || 'graph';

/** The largest side of a canvas that every browser draws. */
const MAX_SIDE = 8_000;

async function toPng(source: Blob, { width, height }: Picture): Promise<Blob> {
  const scale = Math.min(2, MAX_SIDE / Math.max(width, height));
  const url = URL.createObjectURL(source);
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (blob === null) throw new Error('The browser could not draw the picture. Save it as SVG.');
    return blob;
  } finally {
    URL.revokeObjectURL(url);
  }
}
