import { useEffect, useEffectEvent, useState } from 'react';
import { stepFrom } from './story-state';

/** How long a moment stays, ms: long enough to read a title. */
const STAY = 1_100;
/** The address follows the hand after this time, ms. */
const SETTLE = 250;

export interface Player {
  readonly at: number | null;
  readonly isPlaying: boolean;
  readonly go: (at: number | null) => void;
  readonly step: (by: 1 | -1) => void;
  readonly toggle: () => void;
}

/**
 * Plays a story from moment to moment; `null` is the end, where everything is in sight.
 *
 * @param initial where the address says
 * @param onSettle is told where it stands, once the hand rests
 */
export function usePlayer(
  moments: readonly number[],
  initial: number | null,
  onSettle: (at: number | null) => void,
): Player {
  const [at, setAt] = useState(initial);
  const [isPlaying, setPlaying] = useState(false);
  const settle = useEffectEvent(onSettle);
  const tick = useEffectEvent(() => {
    const next = stepFrom(moments, at, 1);
    setAt(next);
    if (next === null || next === moments.at(-1)) setPlaying(false);
  });
  useEffect(() => {
    if (!isPlaying) return;
    const timer = setInterval(() => tick(), STAY);
    return () => clearInterval(timer);
  }, [isPlaying]);
  useEffect(() => {
    const timer = setTimeout(() => settle(at), SETTLE);
    return () => clearTimeout(timer);
  }, [at]);
  return {
    at,
    isPlaying,
    go: (to) => {
      setPlaying(false);
      setAt(to);
    },
    step: (by) => {
      setPlaying(false);
      setAt(stepFrom(moments, at, by));
    },
    toggle: () => {
      // From the end it begins anew.
      if (!isPlaying && (at === null || at === moments.at(-1))) setAt(moments[0] ?? null);
      setPlaying(!isPlaying);
    },
  };
}
