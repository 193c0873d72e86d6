import 'server-only';
import { notFound, redirect } from 'next/navigation';
import { type IncidentTab, incidentHref } from '@/lib/client/incidents';
import type { Actor } from '@/lib/domain/permissions';
import type { IncidentDetail } from '@/lib/domain/views/incident';
import { loadIncident } from '@/lib/server/incidents/detail';

/** What a page of an incident gets from its address. */
export interface IncidentPageProps {
  readonly params: Promise<{ readonly number: string }>;
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

/**
 * The incident of a page's address. One that was merged leads to the same tab of the one it is part of, which says where
 * the person came from. Its activity alone stays where it is: its comments live there, and so may a comment that is
 * being written while the engine merges.
 */
export async function openIncident(
  actor: Actor,
  { params, searchParams }: IncidentPageProps,
  tab: IncidentTab | 'print',
): Promise<IncidentDetail> {
  const incident = await loadIncident(actor, (await params).number);
  if (incident === null) notFound();
  if (incident.redirectTo === null || tab === 'activity') return incident;
  const { queue, from } = await searchParams;
  const query = new URLSearchParams({ from: typeof from === 'string' ? from : String(incident.number) });
  if (typeof queue === 'string') query.set('queue', queue);
  redirect(`${incidentHref(incident.redirectTo.number, tab)}?${query}`);
}
