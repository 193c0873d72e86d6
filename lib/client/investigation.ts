import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
} from 'nuqs/server';
import type { Step } from '@/lib/domain/investigation';

/** The graph's state as its address carries it: where it began, what was done since, what is looked at. */
export const graphParsers = {
  from: parseAsString.withDefault(''),
  /** Steps since the start, as `encodeSteps` writes them. */
  x: parseAsString.withDefault(''),
  since: parseAsInteger,
  until: parseAsInteger,
  view: parseAsStringLiteral(['graph', 'table']),
  node: parseAsString.withDefault(''),
} as const;
export type GraphParams = inferParserType<typeof graphParsers>;

export const loadGraphParams = createLoader(graphParsers);
export const graphSearch = createSerializer(graphParsers);

/** Address of a new graph that begins at an incident (`incident:12`), an alert or an entity (`entity:…`). */
export const graphHref = (from: string): string => `/graph${graphSearch({ from })}`;

/** Longer steps than this are not for an address any more: the graph is saved instead. */
const MAX_STEPS_TEXT = 1_500;

/** The steps as one text, or null when they are too long for an address. */
export function encodeSteps(steps: readonly Step[]): string | null {
  const text = steps
    .map(({ verb, node, kind }) => [verb, encodeURIComponent(node), kind].join(','))
    .join(';');
  return text.length > MAX_STEPS_TEXT ? null : text;
}

/** Reads what `encodeSteps` wrote; whatever is no step is left out. */
export function decodeSteps(text: string): readonly Step[] {
  return text.split(';').flatMap((part): Step[] => {
    const [verb = '', node = '', kind = ''] = part.split(',');
    if ((verb !== 'e' && verb !== 'o' && verb !== 'h') || node === '') return [];
    try {
      return [{ verb, node: decodeURIComponent(node), kind }];
    } catch {
      return [];
    }
  });
}
