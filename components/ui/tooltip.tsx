'use client';
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';

export interface TooltipProps {
  readonly content: ReactNode;
  /** One focusable element, which says the same to assistive technology. */
  readonly children: ReactNode;
}

const DELAY = 350;
const GAP = 5;
const EDGE = 8;

/** A hint on hover and on focus; Escape hides it. Never the only place of something that matters. */
export function Tooltip({ content, children }: TooltipProps) {
  const around = useRef<HTMLSpanElement>(null);
  const wait = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [isShown, setIsShown] = useState(false);
  const hide = () => {
    clearTimeout(wait.current);
    setIsShown(false);
  };
  const soon = () => {
    clearTimeout(wait.current);
    wait.current = setTimeout(() => setIsShown(true), DELAY);
  };
  useEffect(() => () => clearTimeout(wait.current), []);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only watches; what can be used is inside.
    <span
      ref={around}
      className="contents"
      onPointerEnter={soon}
      onPointerLeave={hide}
      onPointerDown={hide}
      onFocus={() => setIsShown(true)}
      onBlur={hide}
      onKeyDown={(event) => event.key === 'Escape' && hide()}
    >
      {children}
      {isShown ? <Hint anchor={around.current?.firstElementChild ?? null}>{content}</Hint> : null}
    </span>
  );
}

/** Above what it belongs to, below where there is no room above, and never over the edge of the window. */
function Hint({ anchor, children }: { readonly anchor: Element | null; readonly children: ReactNode }) {
  const hint = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (!anchor || !hint.current) return;
    const at = anchor.getBoundingClientRect();
    const { width, height } = hint.current.getBoundingClientRect();
    const left = Math.min(at.left + at.width / 2 - width / 2, innerWidth - width - EDGE);
    const above = at.top - height - GAP;
    hint.current.style.left = `${Math.max(EDGE, left)}px`;
    hint.current.style.top = `${above < EDGE ? at.bottom + GAP : above}px`;
  }, [anchor]);
  return createPortal(
    <div
      ref={hint}
      role="tooltip"
      className="pointer-events-none fixed z-[60] max-w-72 animate-fade rounded-md border bg-raised px-2 py-1 text-xs shadow-pop"
    >
      {children}
    </div>,
    document.body,
  );
}
