'use client';
import { Pause, Play, StepBack, StepForward } from 'lucide-react';
import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef } from 'react';
import { Button } from '@/components/ui/button';
import { TimeText } from '@/components/ui/time-text';
import type { Severity } from '@/lib/domain/severity';
import { STORY_BUCKETS, type StoryView } from '@/lib/domain/views/story';

export interface StoryStripProps {
  readonly story: StoryView;
  /** The moment that is shown; null for all. */
  readonly at: number | null;
  /** How many alerts are shown, of how many that are meant. */
  readonly shown: number;
  readonly meant: number;
  readonly isPlaying: boolean;
  readonly onPlay: () => void;
  readonly onStep: (by: 1 | -1) => void;
  /** Goes to the moment nearest to a share (0 to 1) of the incident's time. */
  readonly onScrub: (share: number) => void;
  readonly onAll: () => void;
}

const FILL: Readonly<Record<Severity, string>> = {
  informational: 'fill-info-mark',
  low: 'fill-low-mark',
  medium: 'fill-medium-mark',
  high: 'fill-high-mark',
};
const HEIGHT = 28;

/** When what happened, over the whole incident; a slider over it plays the story up to a moment. */
export function StoryStrip(props: StoryStripProps) {
  const { story, at, shown, meant, isPlaying, onPlay, onStep, onAll } = props;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-lg border bg-surface px-3 py-2">
      <div className="flex items-center">
        <IconButton label="Step back (,)" onClick={() => onStep(-1)}>
          <StepBack />
        </IconButton>
        <IconButton label={isPlaying ? 'Pause (p)' : 'Play the story (p)'} onClick={onPlay}>
          {isPlaying ? <Pause /> : <Play />}
        </IconButton>
        <IconButton label="Step on (.)" onClick={() => onStep(1)}>
          <StepForward />
        </IconButton>
      </div>
      <div className="min-w-40 flex-1">
        <Track {...props} />
        <div className="flex justify-between text-2xs text-muted">
          <TimeText value={story.begin} format="compact" />
          <TimeText value={story.end} format="compact" />
        </div>
      </div>
      <p className="w-full text-muted text-xs sm:w-44 sm:text-right" role="status">
        {at === null ? (
          `${meant.toLocaleString('en-GB')} ${meant === 1 ? 'alert' : 'alerts'}`
        ) : (
          <>
            {shown} of {meant} up to <TimeText value={at} format="compact" />{' '}
            <button type="button" className="underline" onClick={onAll}>
              All
            </button>
          </>
        )}
      </p>
    </div>
  );
}

function IconButton({
  label,
  onClick,
  children,
}: {
  readonly label: string;
  readonly onClick: () => void;
  readonly children: ReactNode;
}) {
  return (
    <Button
      size="icon"
      variant="ghost"
      className="[&>svg]:size-4"
      aria-label={label}
      title={label}
      onClick={onClick}
    >
      {children}
    </Button>
  );
}

function Track({ story, at, shown, meant, onStep, onScrub, onAll }: StoryStripProps) {
  const track = useRef<HTMLDivElement>(null);
  const most = Math.max(1, ...story.buckets.map(({ alerts }) => alerts));
  const span = Math.max(1, story.end - story.begin);
  const share = at === null ? 1 : Math.min(1, Math.max(0, (at - story.begin) / span));
  const scrub = (event: PointerEvent) => {
    const box = track.current?.getBoundingClientRect();
    if (box && box.width > 0) onScrub((event.clientX - box.left) / box.width);
  };
  const press = (event: KeyboardEvent) => {
    const act = KEYS[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (act === 'first') onScrub(0);
    else if (act === 'all') onAll();
    else onStep(act);
  };
  return (
    <div
      ref={track}
      role="slider"
      tabIndex={0}
      aria-label="Time"
      aria-valuemin={0}
      aria-valuemax={meant}
      aria-valuenow={at === null ? meant : shown}
      aria-valuetext={at === null ? 'all of it' : `${shown} of ${meant}, up to ${new Date(at).toISOString()}`}
      className="relative cursor-ew-resize touch-none"
      onKeyDown={press}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        scrub(event);
      }}
      onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && scrub(event)}
    >
      <svg
        viewBox={`0 0 ${STORY_BUCKETS} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="h-8 w-full"
        aria-hidden="true"
      >
        <rect y={HEIGHT - 1} width={STORY_BUCKETS} height="1" className="fill-line-strong" />
        {story.buckets.map(({ index, alerts, severity }) => {
          // The root keeps a single alert in sight beside a burst.
          const height = Math.max(4, Math.sqrt(alerts / most) * (HEIGHT - 2));
          return (
            <rect
              key={index}
              x={index + 0.1}
              width="0.8"
              y={HEIGHT - 1 - height}
              height={height}
              className={FILL[severity]}
            />
          );
        })}
        {at === null ? null : (
          <rect
            x={share * STORY_BUCKETS}
            width={(1 - share) * STORY_BUCKETS}
            height={HEIGHT}
            className="fill-surface"
            opacity="0.75"
          />
        )}
      </svg>
      <span
        aria-hidden="true"
        className="pointer-events-none absolute inset-y-0 -ml-px w-0.5 bg-accent after:absolute after:-top-1 after:-left-[3px] after:size-2 after:rounded-full after:bg-accent"
        style={{ left: `${share * 100}%` }}
      />
    </div>
  );
}

const KEYS: Readonly<Record<string, 1 | -1 | 'first' | 'all'>> = {
  ArrowRight: 1,
  ArrowUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
  Home: 'first',
  End: 'all',
};
