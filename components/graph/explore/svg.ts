import type { Place } from '@/lib/domain/investigation';
import type { Severity } from '@/lib/domain/severity';
import type { RoleGroup } from '../roles';
import type { Display, DisplayEdge, DisplayNode } from './display';
import { edgeLine, edgePath } from './edge-ends';
import { boundsOf, NODE } from './place';

/** The colours of a theme, resolved: a picture that leaves the portal knows no tokens. */
export interface Palette {
  readonly bg: string;
  readonly surface: string;
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly severity: Readonly<Record<Severity, string>>;
  readonly role: Readonly<Record<RoleGroup, { readonly bg: string; readonly fg: string }>>;
  readonly note: string;
}

export interface Picture {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

const FONT = 'font-family="system-ui, -apple-system, Segoe UI, Roboto, Noto Sans, sans-serif"';
/** A letter is about so wide; a text that is longer than its room is cut. */
const LETTER = { 11: 5.7, 12: 6.2 } as const;
const HEADER = 40;

/** Writes the graph as an SVG document of its own, from the places it has. Pure: the same graph is the same file. */
export function graphSvg(
  { nodes, edges }: Display,
  places: ReadonlyMap<string, Place>,
  { title, palette }: { readonly title: string; readonly palette: Palette },
): Picture {
  const placed = nodes.flatMap((node) => {
    const place = places.get(node.id);
    return place ? [{ node, place }] : [];
  });
  const box = boundsOf(placed.map(({ place }) => place));
  const [width, height] = [Math.ceil(box.width), Math.ceil(box.height + HEADER)];
  const drawn = new Map(placed.map(({ node, place }) => [node.id, place]));
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${round(box.x)} ${round(box.y - HEADER)} ${width} ${height}" ${FONT}>`,
    `<title>${escaped(title)}</title>`,
    `<rect x="${round(box.x)}" y="${round(box.y - HEADER)}" width="${width}" height="${height}" fill="${palette.bg}"/>`,
    textAt(box.x + 24, box.y - HEADER + 28, title, {
      size: 12,
      room: width - 48,
      fill: palette.text,
      weight: 600,
    }),
    ...edges.map((edge) => edgeSvg(edge, drawn, palette)),
    ...placed.map(({ node, place }) => nodeSvg(node, place, palette)),
    '</svg>',
  ];
  return { svg: parts.filter((part) => part !== '').join('\n'), width, height };
}

function edgeSvg(edge: DisplayEdge, places: ReadonlyMap<string, Place>, palette: Palette): string {
  const line = edgeLine(edge, places);
  if (line === null) return '';
  return `<path d="${edgePath(line)}" fill="none" stroke="${palette.line}" stroke-opacity="0.7"${edge.isDashed ? ' stroke-dasharray="4 4"' : ''}/>`;
}

function nodeSvg(node: DisplayNode, { x, y }: Place, palette: Palette): string {
  const frame = (dx: number): string =>
    `<rect x="${round(x + dx)}" y="${round(y + dx)}" width="${NODE.width}" height="${NODE.height}" rx="6" fill="${palette.surface}" stroke="${palette.line}"${node.isHub ? ' stroke-dasharray="4 3"' : ''}/>`;
  const room = NODE.width - 52;
  const lines = [
    ...(node.count > 1 ? [frame(3)] : []),
    frame(0),
    markSvg(node, x + 8, y + 8, palette),
    textAt(x + 44, y + 18, node.label, { size: 12, room, fill: palette.text }),
    textAt(x + 44, y + 34, node.detail, { size: 11, room, fill: palette.muted }),
    ...(node.note === null
      ? []
      : [
          textAt(x + 4, y + NODE.height + 11, `Note: ${node.note}`, {
            size: 11,
            room: NODE.width,
            fill: palette.note,
          }),
        ]),
  ];
  return `<g${node.isFaded ? ' opacity="0.4"' : ''}><title>${escaped(`${node.label}, ${node.detail}`)}</title>${lines.join('')}</g>`;
}

function markSvg({ thing, of, role, count }: DisplayNode, x: number, y: number, palette: Palette): string {
  const colours = palette.role[role ?? 'other'];
  const severity = thing?.kind === 'alert' || thing?.kind === 'incident' ? thing.severity : null;
  const square = `<rect x="${round(x)}" y="${round(y)}" width="28" height="28" rx="4" fill="${colours.bg}"/>`;
  const stripe =
    severity === null
      ? ''
      : `<rect x="${round(x)}" y="${round(y)}" width="4" height="28" fill="${palette.severity[severity]}"/>`;
  const letter = count > 1 ? String(Math.min(count, 999)) : of.charAt(0).toUpperCase();
  return `${square}${stripe}<text x="${round(x + 15)}" y="${round(y + 18)}" font-size="${count > 99 ? 10 : 12}" font-weight="600" text-anchor="middle" fill="${colours.fg}">${letter}</text>`;
}

function textAt(
  x: number,
  y: number,
  text: string,
  { size, room, fill, weight = 400 }: { size: 11 | 12; room: number; fill: string; weight?: number },
): string {
  const most = Math.max(1, Math.floor(room / LETTER[size]));
  const shown = text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text;
  return `<text x="${round(x)}" y="${round(y)}" font-size="${size}" font-weight="${weight}" fill="${fill}">${escaped(shown)}</text>`;
}

const round = (value: number): number => Math.round(value * 10) / 10;

const escaped = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: XML has no way to write them
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
