import { Fragment } from 'react';

/** `mod` is Command on a Mac and Control elsewhere; the server does not know which. */
const isMac = (): boolean => typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);

const NAMES: Readonly<Record<string, string>> = {
  ArrowDown: '↓',
  ArrowUp: '↑',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  ' ': 'Space',
};

/** The caps of a shortcut as `mod+k` or `g i` spell it. */
export function Keys({ keys }: { readonly keys: string }) {
  const strokes = keys === ' ' ? [' '] : keys.split(' ');
  return (
    <span className="inline-flex items-center gap-1 text-2xs text-muted">
      {strokes.map((stroke, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the strokes of a sequence may repeat and never move
        <Fragment key={index}>
          {index > 0 ? <span>then</span> : null}
          {stroke.split(/(?<=.)\+/).map((key) => (
            <kbd
              key={key}
              suppressHydrationWarning
              className="min-w-5 rounded-sm border bg-sunken px-1 text-center font-mono leading-4"
            >
              {key === 'mod'
                ? isMac()
                  ? '⌘'
                  : 'Ctrl'
                : (NAMES[key] ?? (stroke.includes('+') ? key.toUpperCase() : key))}
            </kbd>
          ))}
        </Fragment>
      ))}
    </span>
  );
}
