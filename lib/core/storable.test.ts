import { expect, it } from 'vitest';
import { boundedKey, storable, storableJson, storableText } from './storable';

it('replaces what cannot be stored and leaves everything else', () => {
  expect(storableText('a\u0000b\u0001c\ud800d 😀 é')).toBe('a�b�c�d 😀 é');
  expect(storable({ 'k\u0000': ['\udfff', 1, null] })).toEqual({ 'k�': ['�', 1, null] });
});

it('cuts off what nests without end', () => {
  const deep: unknown = JSON.parse(`${'['.repeat(5_000)}${']'.repeat(5_000)}`);
  expect(JSON.stringify(storable(deep)).length).toBeLessThan(300);
});

it('leaves JSON text as it is unless it must change', () => {
  const fine = String.raw`{"a":"C:\\u0000x","b":"😀"}`;
  expect(JSON.parse(storableJson(fine))).toEqual(JSON.parse(fine));
  const same = '{ "a" : 1.50 }';
  expect(storableJson(same)).toBe(same);
  expect(storableJson(String.raw`{"a":"\u0000\uD800"}`)).toBe('{"a":"��"}');
});

it('bounds keys without making two of them one', () => {
  const long = 'x'.repeat(5_000);
  expect(boundedKey('short')).toBe('short');
  expect(boundedKey(`${long}1`)).not.toBe(boundedKey(`${long}2`));
  expect(boundedKey(`${long}1`).length).toBeLessThanOrEqual(400);
});
