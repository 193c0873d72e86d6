'use client';
import { type ComponentType, type ReactElement, type ReactNode, useState } from 'react';

/** What a trigger gets while that which it opens is not loaded yet. */
export interface OnDemandTrigger {
  readonly onClick: () => void;
  readonly onPointerEnter: () => void;
  readonly onFocus: () => void;
  readonly 'aria-haspopup': 'dialog';
  readonly 'aria-expanded': false;
}

export interface OnDemandProps<P extends object> {
  /** Loads the whole control, its trigger included. It opens as soon as it is there. */
  readonly load: () => Promise<ComponentType<P>>;
  readonly props: P;
  /** The same trigger without what it opens: spread the attributes on it. */
  readonly children: (attributes: OnDemandTrigger) => ReactElement;
}

/**
 * A control whose dialog is loaded when somebody reaches for it: with the pointer or the focus on it it begins
 * to load, with a click it opens.
 */
export function OnDemand<P extends object>({ load, props, children }: OnDemandProps<P>): ReactNode {
  const [control, setControl] = useState<{ readonly Control: ComponentType<P> } | null>(null);
  if (control) return <control.Control {...props} />;
  return children({
    onClick: () => void load().then((Control) => setControl({ Control })),
    onPointerEnter: () => void load(),
    onFocus: () => void load(),
    'aria-haspopup': 'dialog',
    'aria-expanded': false,
  });
}
