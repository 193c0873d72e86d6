import { describe, expect, it } from 'vitest';
import { pairwise } from './grouping';

const items = (...pairs: [label: string, group: string | null][]) =>
  pairs.map(([label, group]) => ({ label, group }));

describe('pairwise precision and recall', () => {
  it('is 1 for the right grouping, and where nothing is grouped or labelled alike', () => {
    expect(pairwise(items(['a', '1'], ['a', '1'], ['b', '2']))).toEqual({
      together: 1,
      precision: 1,
      recall: 1,
    });
    expect(pairwise(items(['a', null], ['b', null]))).toEqual({ together: 0, precision: 1, recall: 1 });
  });

  it('loses precision where strangers meet and recall where kin is apart', () => {
    const mixed = pairwise(items(['a', '1'], ['a', '1'], ['b', '1'], ['b', null]));
    expect(mixed).toMatchObject({ together: 3, precision: 1 / 3, recall: 1 / 2 });
  });
});
