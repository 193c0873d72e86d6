import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeSteps, encodeSteps } from './investigation';

const step = fc.record({
  verb: fc.constantFrom('e' as const, 'o' as const, 'h' as const),
  node: fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }),
  kind: fc.constantFrom('', 'alerts', 'with:ip'),
});

it('gives back the steps that an address carries, whatever their nodes are called', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
      const text = encodeSteps(steps);
      if (text !== null) expect(decodeSteps(text)).toEqual(steps);
    }),
  );
});

it('leaves out what is no step, and does not write an address that is too long', () => {
  expect(decodeSteps('x,a;e,;h,%E0%A4%A;e,entity%3A1,alerts')).toEqual([
    { verb: 'e', node: 'entity:1', kind: 'alerts' },
  ]);
  const many = Array.from({ length: 200 }, (_, n) => ({
    verb: 'e' as const,
    node: `entity:${n}`,
    kind: 'alerts',
  }));
  expect(encodeSteps(many)).toBeNull();
});
