import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import type { IncidentFilter } from '@/lib/domain/views/incident';
import { Prisma } from '@/lib/server/generated/prisma/client';
import { incidentConditions, visibleIncidents } from './filter-sql';

/** Everything that decides which incidents a filter matches. */
export const matchingIncidents = (actor: Actor, filter: IncidentFilter): Prisma.Sql =>
  Prisma.join([visibleIncidents(actor), ...incidentConditions(actor, filter, Date.now())], ' AND ');
