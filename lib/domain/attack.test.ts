import { expect, it } from 'vitest';
import { DETECTORS } from '../engine/detection';
import { techniqueOf } from './attack';

it('names a technique, and a sub-technique with its parent', () => {
  expect(techniqueOf('T1003')).toEqual({
    id: 'T1003',
    name: 'OS Credential Dumping',
    url: 'https://attack.mitre.org/techniques/T1003/',
  });
  expect(techniqueOf(' t1003.001 ')).toEqual({
    id: 'T1003.001',
    name: 'OS Credential Dumping: LSASS Memory',
    url: 'https://attack.mitre.org/techniques/T1003/001/',
  });
});

it('shows what it does not know as it is, and never links a text that is no technique', () => {
  expect(techniqueOf('T1003.999').name).toBe('OS Credential Dumping');
  expect(techniqueOf('T9999')).toMatchObject({ name: null, url: expect.stringContaining('/T9999/') });
  expect(techniqueOf('../evil')).toEqual({ id: '../evil', name: null, url: null });
});

it('knows every technique that a detector names, whole', () => {
  const unknown = [...new Set(DETECTORS.flatMap(({ techniques }) => techniques))].filter((id) => {
    const { name } = techniqueOf(id);
    return name === null || name.includes(': ') !== id.includes('.');
  });
  expect(unknown).toEqual([]);
});
