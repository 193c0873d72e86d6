import {
  createLoader,
  type inferParserType,
  parseAsArrayOf,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
} from 'nuqs/server';
import { TACTICS } from '@/lib/domain/alert';
import type { StoryFilter } from '@/lib/domain/views/story';

/** The attack story's state: the moment that it is played to, what it is narrowed to, what is chosen in it. */
export const storyParsers = {
  /** Milliseconds. */
  at: parseAsInteger,
  entity: parseAsString.withDefault(''),
  tactic: parseAsArrayOf(parseAsStringLiteral(TACTICS)).withDefault([]),
  node: parseAsString.withDefault(''),
  from: parseAsInteger,
  after: parseAsString.withDefault(''),
} as const;

export type StoryParams = inferParserType<typeof storyParsers>;

export const loadStoryParams = createLoader(storyParsers);

export const toStoryFilter = (params: StoryParams): StoryFilter => ({
  entity: params.entity || null,
  tactics: params.tactic,
  from: params.from,
  after: params.after || null,
});
