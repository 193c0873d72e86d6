'use client';
import { Command } from 'cmdk';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { SeverityBadge } from '@/components/incidents/badges';
import { EntityIcon } from '@/components/incidents/entity-icon';
import { Keys } from '@/components/ui/keys';
import type { EntityType } from '@/lib/domain/entity';
import type { Severity } from '@/lib/domain/severity';

export function PaletteGroup({
  heading,
  children,
}: {
  readonly heading: string;
  readonly children: ReactNode;
}) {
  return (
    <Command.Group
      heading={heading}
      className="mb-1 [&>[cmdk-group-heading]]:px-2.5 [&>[cmdk-group-heading]]:py-1 [&>[cmdk-group-heading]]:font-medium [&>[cmdk-group-heading]]:text-2xs [&>[cmdk-group-heading]]:text-muted"
    >
      {children}
    </Command.Group>
  );
}

export interface PaletteItemProps {
  readonly id: string;
  readonly title: string;
  readonly detail?: string | null;
  readonly severity?: Severity;
  readonly entity?: EntityType;
  readonly icon?: LucideIcon;
  readonly keys?: string | undefined;
  readonly onSelect: () => void;
}

/** One choice of the palette. */
export function PaletteItem({
  id,
  title,
  detail,
  severity,
  entity,
  icon: Icon,
  keys,
  onSelect,
}: PaletteItemProps) {
  return (
    <Command.Item
      value={id}
      onSelect={onSelect}
      className="flex min-h-9 cursor-pointer items-center gap-2 rounded-md px-2.5 py-1 data-[selected=true]:bg-selected"
    >
      {severity === undefined ? null : <SeverityBadge severity={severity} />}
      {entity === undefined ? null : <EntityIcon type={entity} className="size-4 text-muted" />}
      {Icon === undefined ? null : <Icon className="size-4 shrink-0 text-muted" aria-hidden="true" />}
      <span className="min-w-0 flex-1 truncate">{title}</span>
      {detail ? <span className="max-w-[45%] truncate text-muted text-xs">{detail}</span> : null}
      {keys === undefined ? null : <Keys keys={keys} />}
    </Command.Item>
  );
}
