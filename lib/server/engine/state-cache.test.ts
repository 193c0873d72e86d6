import { expect, it } from 'vitest';
import { StateCache } from './state-cache';

/** As long as the other: what was found last is kept by the length of its key. */
const ONE = 'watermark:one';
const TWO = 'watermark:two';

it('tells keys of one length apart, however often they are asked for', () => {
  const state = new StateCache('t', '');
  state.write(ONE, 1);
  state.write(TWO, 2);
  expect([ONE, TWO, TWO, ONE].map((key) => state.read(key))).toEqual([1, 2, 2, 1]);
});

it('knows a value as soon as it is written, also where it was just asked for', () => {
  const state = new StateCache('t', '');
  expect(state.read(ONE)).toBeUndefined();
  state.write(ONE, 1);
  const missing = state.missing();
  for (const key of [ONE, TWO, ONE, TWO]) missing.add(key);
  expect(state.read(ONE)).toBe(1);
  expect([...missing.keys]).toEqual([TWO]);
});

it('has nothing of what was discarded', () => {
  const state = new StateCache('t', '');
  state.write(ONE, 1);
  expect(state.read(ONE)).toBe(1);
  state.discard();
  expect(state.read(ONE)).toBeUndefined();
});
