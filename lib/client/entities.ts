import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsString,
  parseAsStringLiteral,
} from 'nuqs/server';
import { TIMELINE_KINDS } from '@/lib/domain/views/entity';
import { FACET_RANGES, FACETS } from '@/lib/domain/views/facet';

const COUNTS = ['quick', 'all'] as const;

/** The overview of an entity: how far back its panels count, and the one that is open in full. */
export const overviewParsers = {
  /** None chosen: as far back as its kind needs. */
  range: parseAsStringLiteral(FACET_RANGES),
  panel: parseAsStringLiteral(FACETS),
  /** `all`: the whole range is counted, however long that takes. */
  count: parseAsStringLiteral(COUNTS).withDefault('quick'),
  after: parseAsString.withDefault(''),
} as const;

export type OverviewParams = inferParserType<typeof overviewParsers>;
export const loadOverviewParams = createLoader(overviewParsers);
const serializeOverview = createSerializer(overviewParsers);
export const overviewSearch = (params: Partial<OverviewParams>): string => serializeOverview(params);

/** A timeline: what it shows, and where it goes on. */
export const timelineParsers = {
  kind: parseAsStringLiteral(TIMELINE_KINDS).withDefault('all'),
  q: parseAsString.withDefault(''),
  place: parseAsString.withDefault(''),
  range: parseAsStringLiteral(FACET_RANGES).withDefault('7d'),
  count: parseAsStringLiteral(COUNTS).withDefault('quick'),
  after: parseAsString.withDefault(''),
} as const;

export type TimelineParams = inferParserType<typeof timelineParsers>;
export const loadTimelineParams = createLoader(timelineParsers);
const serializeTimeline = createSerializer(timelineParsers);
export const timelineSearch = (params: Partial<TimelineParams>): string => serializeTimeline(params);
