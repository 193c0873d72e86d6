'use client';
import { Combine, EyeOff, Pin, PinOff, X } from 'lucide-react';
import Link from 'next/link';
import { useMemo } from 'react';
import { entityHref } from '@/components/entities/entity-link';
import { SeverityBadge } from '@/components/incidents/badges';
import { Button } from '@/components/ui/button';
import { TimeText } from '@/components/ui/time-text';
import type { DisplayNode } from './display';
import { ExpandList } from './expand-list';
import { FoldMembers } from './fold-members';
import { NodeMark } from './node-mark';
import { NoteField } from './note-field';
import { PathFinder } from './path-finder';
import { foldAround, togglePin } from './state';
import { TieList } from './tie-list';
import type { GraphSession } from './use-graph';

export interface NodePanelProps {
  readonly session: GraphSession;
  readonly node: DisplayNode;
}

/** The chosen node: what it is, what it can be expanded by, what holds it, and what can be done with it. */
export function NodePanel({ session, node }: NodePanelProps) {
  const href = hrefOf(node);
  const isFold = node.thing === null;
  // Offered only where it changes something.
  const folded = useMemo(
    () => (isFold ? session.state : foldAround(session.state, node.id)),
    [session.state, node.id, isFold],
  );
  return (
    <section aria-label="Chosen node" className="flex flex-col">
      <header className="flex items-start gap-2 border-b py-2 pr-2 pl-3">
        <NodeMark node={node} className="mt-0.5" />
        <div className="min-w-0 flex-1">
          <h2 className="break-words font-semibold text-sm">{node.label}</h2>
          <p className="break-words text-muted text-xs">{node.detail}</p>
        </div>
        <Button
          size="icon"
          variant="ghost"
          className="size-7"
          aria-label="Close"
          onClick={() => session.select(null)}
        >
          <X className="size-4" aria-hidden="true" />
        </Button>
      </header>
      <div className="flex flex-col gap-4 p-3 text-xs">
        <Facts node={node} />
        <div className="flex flex-wrap gap-1.5">
          {href === null ? null : (
            <Button size="sm" asChild>
              <Link href={href} prefetch={false}>
                Open its page
              </Link>
            </Button>
          )}
          <Button
            size="sm"
            aria-pressed={node.isPinned}
            onClick={() => session.apply((old) => togglePin(old, node.id))}
          >
            {node.isPinned ? (
              <PinOff className="size-3.5" aria-hidden="true" />
            ) : (
              <Pin className="size-3.5" aria-hidden="true" />
            )}
            {node.isPinned ? 'Unpin' : 'Pin'}
          </Button>
          <Button size="sm" onClick={() => session.hide(node.id)}>
            <EyeOff className="size-3.5" aria-hidden="true" />
            Hide
          </Button>
          {folded === session.state ? null : (
            <Button size="sm" onClick={() => session.apply(() => folded)}>
              <Combine className="size-3.5" aria-hidden="true" />
              Fold around it
            </Button>
          )}
        </div>
        {isFold ? (
          <FoldMembers session={session} id={node.id} />
        ) : (
          <ExpandList key={node.id} session={session} node={node} />
        )}
        <NoteField key={`note-${node.id}`} session={session} node={node} />
        <TieList session={session} node={node} />
        {isFold || node.thing?.kind === 'seen' ? null : (
          <PathFinder key={`way-${node.id}`} session={session} node={node} />
        )}
      </div>
    </section>
  );
}

function Facts({ node }: { readonly node: DisplayNode }) {
  const { thing } = node;
  if (thing?.kind === 'alert' || thing?.kind === 'incident') {
    return (
      <p className="flex flex-wrap items-center gap-2 text-muted">
        <SeverityBadge severity={thing.severity} />
        <TimeText value={thing.at} />
      </p>
    );
  }
  if (!node.isHub) return null;
  return (
    <p className="rounded-md bg-medium-bg px-2 py-1.5 text-medium-fg">
      This is a hub: it touches so many accounts and devices that sharing it says little.
    </p>
  );
}

function hrefOf({ thing }: DisplayNode): string | null {
  switch (thing?.kind) {
    case 'incident':
      return `/incidents/${thing.number}`;
    case 'alert':
      return `/alerts/${encodeURIComponent(thing.id.slice('alert:'.length))}`;
    case 'entity':
      return entityHref(thing.type, thing.id.slice('entity:'.length));
    case 'seen':
      return entityHref(thing.type, `${thing.type}:${thing.value}`);
    default:
      return null;
  }
}
