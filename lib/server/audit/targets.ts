import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import { prisma } from '../db';
import type { Prisma } from '../generated/prisma/client';
import { type StoredChange, storedChanges } from '../stale';

interface Entry {
  readonly target_type: string;
  readonly target_id: string;
  readonly changes: Prisma.JsonValue;
}

interface Name {
  readonly name: string;
  readonly number: number | null;
}

const idsOf = (entries: readonly Entry[], ...types: readonly string[]): string[] => [
  ...new Set(entries.filter((entry) => types.includes(entry.target_type)).map((entry) => entry.target_id)),
];

/** Names of what a page of the trail is about, by `type id`. What is gone has none. */
export async function nameTargets(
  { tenantId }: Actor,
  entries: readonly Entry[],
): Promise<ReadonlyMap<string, Name>> {
  const within = (ids: string[]) => ({ tenantId, id: { in: ids } });
  const [incidents, alerts, entities, people, tokens] = await Promise.all([
    prisma().incident.findMany({
      where: within(idsOf(entries, 'incident')),
      select: { id: true, number: true, displayName: true },
    }),
    prisma().alert.findMany({
      where: within(idsOf(entries, 'alert')),
      select: { id: true, title: true },
    }),
    prisma().entity.findMany({
      where: within(idsOf(entries, 'user', 'entity')),
      select: { id: true, name: true },
    }),
    prisma().user.findMany({ where: within(idsOf(entries, 'person')), select: { id: true, name: true } }),
    prisma().apiToken.findMany({ where: within(idsOf(entries, 'token')), select: { id: true, name: true } }),
  ]);
  const names = new Map<string, Name>();
  const put = (type: string, id: string, name: string, number: number | null = null) =>
    names.set(`${type} ${id}`, { name, number });
  for (const row of incidents) put('incident', row.id, row.displayName, row.number);
  for (const row of alerts) put('alert', row.id, row.title);
  for (const row of entities) for (const type of ['user', 'entity']) put(type, row.id, row.name);
  for (const row of people) put('person', row.id, row.name);
  for (const row of tokens) put('token', row.id, row.name);
  return names;
}

const PERSON_FIELD = 'assignedTo';

/** Puts people's names where the trail keeps their ids. Somebody who is gone stays an id. */
export async function namePeople(
  { tenantId }: Actor,
  entries: readonly Entry[],
): Promise<(changes: readonly StoredChange[]) => readonly StoredChange[]> {
  const ids = entries.flatMap((entry) =>
    storedChanges(entry.changes)
      .filter(({ field }) => field === PERSON_FIELD)
      .flatMap(({ from, to }) => [from, to])
      .filter((id): id is string => typeof id === 'string'),
  );
  const people = await prisma().user.findMany({
    where: { tenantId, id: { in: ids } },
    select: { id: true, name: true },
  });
  const names = new Map<unknown, string>(people.map(({ id, name }) => [id, name]));
  return (changes) =>
    changes.map((change) =>
      change.field === PERSON_FIELD
        ? {
            ...change,
            from: names.get(change.from) ?? change.from,
            to: names.get(change.to) ?? change.to,
          }
        : change,
    );
}

/** What a person may have meant: `#42` or `42` an incident, an address a person of the portal; else an id. */
export async function targetIds({ tenantId }: Actor, text: string): Promise<readonly string[]> {
  const number = /^#?(\d{1,9})$/.exec(text)?.[1];
  if (number !== undefined) {
    const found = await prisma().incident.findUnique({
      where: { tenantId_number: { tenantId, number: Number(number) } },
      select: { id: true },
    });
    return found ? [found.id, text] : [text];
  }
  const found = await prisma().user.findUnique({
    where: { tenantId_email: { tenantId, email: text.toLowerCase() } },
    select: { id: true },
  });
  const accounts = await prisma().entityIdentifier.findMany({
    where: { tenantId, value: text.toLowerCase() },
    select: { entityId: true },
    take: 20,
  });
  return [text, ...(found ? [found.id] : []), ...accounts.map(({ entityId }) => entityId)];
}
