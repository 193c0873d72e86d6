'use client';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { createSerializer } from 'nuqs/server';
import { loadStoryParams, type StoryParams, storyParsers } from './story-params';

const serialize = createSerializer(storyParsers);

/** Parts of the address that only move the eye; the others may ask the server for other alerts. */
const IN_SIGHT: readonly (keyof StoryParams)[] = ['at', 'node'];

/**
 * The story's state as its address carries it. A change is written into the address at once; the server is asked only
 * for what is not on the page.
 *
 * @param isPaged whether there are more alerts than one page holds, so that the server has to filter them
 */
export function useStoryParams(
  isPaged: boolean,
): readonly [StoryParams, (change: Partial<StoryParams>) => void] {
  const search = useSearchParams();
  const path = usePathname();
  const router = useRouter();
  const set = (change: Partial<StoryParams>) => {
    // The address itself is newer than this render while something is being dragged.
    const address = serialize(new URLSearchParams(window.location.search), change);
    const asks = Object.keys(change).some((key) => !IN_SIGHT.some((name) => name === key));
    if (isPaged && asks) router.replace(`${path}${address}`, { scroll: false });
    else window.history.replaceState(null, '', `${path}${address}`);
  };
  return [loadStoryParams(search), set];
}
