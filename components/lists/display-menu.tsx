'use client';
import { SlidersHorizontal } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { reached } from '@/components/ui/on-reach';
import { Popover } from '@/components/ui/popover';
import type { DisplayPaneProps } from './display-pane';

const DisplayPane = reached(() => import('./display-pane').then((module) => module.DisplayPane));

/** How a list is shown: how dense, which columns, in which order. */
export function DisplayMenu(props: DisplayPaneProps) {
  return (
    <Popover
      label="Display"
      align="end"
      className="w-72"
      trigger={
        <Button size="sm">
          <SlidersHorizontal className="size-3.5" aria-hidden="true" />
          Display
        </Button>
      }
    >
      <DisplayPane {...props} />
    </Popover>
  );
}
