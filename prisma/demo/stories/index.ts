import { accessKey } from './access-key';
import { cloudTakeover } from './cloud-takeover';
import { fraud } from './fraud';
import { goldenToken } from './golden-token';
import { helpdesk } from './helpdesk';
import { insider } from './insider';
import { ransomware } from './ransomware';
import { spray } from './spray';
import { rowIds, type Story, type ToldRow, tell } from './story';

/** The attack stories of the thirty days, each with its own actors, tools and infrastructure. */
export const DEMO_STORIES: readonly Story[] = [
  goldenToken,
  fraud,
  ransomware,
  insider,
  spray,
  cloudTakeover,
  helpdesk,
  accessKey,
];

/** All rows of all stories, in the order of time. */
export function storyRows(seed: number, anchor: number, start: number): ToldRow[] {
  return DEMO_STORIES.flatMap((story) => tell(story, seed, anchor, start)).sort((a, b) => a.time - b.time);
}

/** The stable names (`nativeId`) of each story's rows, by story id: what measures precision and recall. */
export function storyRowIds(
  seed: number,
  anchor: number,
  start: number,
): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(DEMO_STORIES.map((story) => [story.id, rowIds(tell(story, seed, anchor, start))]));
}
