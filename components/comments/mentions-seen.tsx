'use client';
import { useEffect } from 'react';
import { seeMentionsAction } from '@/lib/actions/comments';

/** Tells that whoever is named in the comments on a thing has opened them. */
export function MentionsSeen({ targetId }: { readonly targetId: string }) {
  useEffect(() => {
    void seeMentionsAction({ targetId });
  }, [targetId]);
  return null;
}
