'use client';
import { useState } from 'react';
import type { DialogFrameProps } from './dialog-frame';
import { onReach } from './on-reach';

const frame = onReach(() => import('./dialog-frame').then((module) => module.DialogFrame));

/**
 * A modal dialog: focus is trapped and returned, Escape and the cross close it, long content scrolls inside. It is loaded
 * when the page has nothing else to do, at the latest when it opens.
 */
export function Dialog(props: DialogFrameProps) {
  const [wasOpen, setWasOpen] = useState(false);
  if (props.open && !wasOpen) setWasOpen(true);
  const Frame = frame.useLoaded(wasOpen);
  return Frame ? <Frame {...props} /> : null;
}
