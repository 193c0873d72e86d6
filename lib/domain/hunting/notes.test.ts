import { expect, it } from 'vitest';
import { TABLES } from '../tables';
import { columnNote, tableNote } from './notes';
import { HUNTING_SCHEMAS } from './tables.generated';

it('tells of every table that can have rows what it holds', () => {
  expect(TABLES.filter((table) => tableNote(table) === null)).toEqual([]);
});

it('tells of most columns of the tables that hunts begin in', () => {
  const columns = (HUNTING_SCHEMAS.DeviceProcessEvents ?? '')
    .split(' ')
    .map((one) => one.split(':')[0] ?? '');
  const told = columns.filter((name) => columnNote(name) !== null);
  expect(told.length).toBeGreaterThan(columns.length / 4);
  expect(columnNote('constructor')).toBeNull();
});
