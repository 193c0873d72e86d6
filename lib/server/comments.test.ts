import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '@/lib/domain/permissions';
import { prisma } from '@/lib/server/db';
import { activityOf } from '@/lib/server/incidents/activity';
import { type MadeIncident, makeActor, makeIncident, makeTenant } from '@/lib/server/incidents/testing';
import { testDatabase } from '@/lib/server/testing/database';
import { comment, deleteComment, editComment } from './comments';
import { mentionable, mentionsOf, namedIn, seeMentions } from './mentions';

testDatabase();
const T = 'contoso';
let ann: Actor;
let lee: Actor;
let twin: Actor;
let stranger: Actor;
let incident: MadeIncident;

beforeAll(async () => {
  await makeTenant(T);
  await makeTenant('other');
  ann = await makeActor(T, 'analyst', 'Ann Lee');
  lee = await makeActor(T, 'manager', 'Lee Ann');
  twin = await makeActor(T, 'analyst', 'Ann Lee');
  stranger = await makeActor('other', 'analyst', 'Lee Ann');
  incident = await makeIncident(T, { number: 1 });
});

const say = (actor: Actor, body: string, mentions?: string[]) =>
  comment(actor, null, {
    targetType: 'incident',
    targetId: incident.id,
    body,
    ...(mentions ? { mentions } : {}),
  });
const latest = async (reader: Actor) =>
  (await activityOf(reader, { type: 'incident', id: incident.id })).rows[0];

describe('mentions', () => {
  it('names people of the own tenant by their whole name, and those chosen among namesakes', async () => {
    const { id } = await say(ann, 'Please look, @Lee Ann. And you, @Ann Lee, and @Lee Annabel.', [twin.id]);
    const rows = await prisma().commentMention.findMany({ where: { commentId: id } });
    expect(rows.map((row) => row.userId).sort()).toEqual([lee.id, twin.id].sort());
    const [mention] = await mentionsOf(lee);
    expect(mention).toMatchObject({
      by: 'Ann Lee',
      isSeen: false,
      href: '/incidents/1/activity',
      label: '#1 Incident 1 of contoso',
    });
    expect(await mentionsOf(stranger)).toEqual([]);
    expect(await prisma().outboxEvent.count({ where: { type: 'comment.mentioned', targetId: lee.id } })).toBe(
      1,
    );
    await seeMentions(lee, incident.id);
    expect((await mentionsOf(lee))[0]?.isSeen).toBe(true);
    expect((await latest(ann))?.comment).toMatchObject({ isOwn: true, mentions: ['Ann Lee', 'Lee Ann'] });
  });

  it('takes no part of a name for a person', () => {
    const people = [
      { id: '1', name: 'Ann' },
      { id: '2', name: 'Ann Lee' },
    ];
    expect(namedIn('@Ann Lee', people, [])).toEqual(['2']);
    expect(namedIn('@Anna', people, [])).toEqual([]);
    expect(namedIn('@Ann, @Ann Lee!', people, [])).toEqual(['1', '2']);
  });

  it('offers people by a part of the name, wildcards taken as they are', async () => {
    expect((await mentionable(ann, 'lee')).map(({ name }) => name)).toEqual([
      'Ann Lee',
      'Ann Lee',
      'Lee Ann',
    ]);
    expect(await mentionable(ann, '%')).toEqual([]);
  });
});

describe('one’s own comment', () => {
  it('is edited and taken back with a trace, by nobody else', async () => {
    const { id } = await say(ann, 'First words');
    const edit = (actor: Actor, body: string) => editComment(actor, null, { id, body });
    await expect(edit(twin, 'x')).rejects.toMatchObject({ code: 'forbidden' });
    await expect(edit(stranger, 'x')).rejects.toMatchObject({ code: 'notFound' });
    await edit(ann, 'Better words, @Lee Ann');
    expect(await latest(lee)).toMatchObject({
      body: 'Better words, @Lee Ann',
      comment: { isOwn: false, editedAt: expect.any(String), deletedAt: null },
    });
    await deleteComment(ann, null, id);
    expect(await latest(ann)).toMatchObject({ body: '', comment: { deletedAt: expect.any(String) } });
    expect(await prisma().commentMention.count({ where: { commentId: id } })).toBe(0);
    await expect(edit(ann, 'again')).rejects.toMatchObject({ code: 'conflict' });
    const trail = await prisma().auditEntry.findMany({
      where: { action: { in: ['comment.edit', 'comment.delete'] } },
      orderBy: { seq: 'asc' },
    });
    expect(trail.map(({ changes }) => changes)).toEqual([
      [{ field: `comment ${id}`, from: 'First words', to: 'Better words, @Lee Ann' }],
      [{ field: `comment ${id}`, from: 'Better words, @Lee Ann', to: null }],
    ]);
  });
});
