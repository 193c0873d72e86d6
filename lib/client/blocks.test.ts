import { QueryClient } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';
import { type Block, BlockCache, type BlockSource } from './blocks';

const SIZE = 10;

/** A server whose list is in `rows`: cursors are the rows themselves, as keys are. */
function server(count: number) {
  const state = { rows: Array.from({ length: count }, (_, i) => i), reads: 0, jumps: 0 };
  const source: BlockSource<number> = {
    key: ['test', Math.random()],
    size: SIZE,
    load: async (_section, after): Promise<Block<number>> => {
      state.reads++;
      const rows = state.rows.filter((row) => after === null || row > Number(after)).slice(0, SIZE);
      const isMore = state.rows.some((row) => row > (rows.at(-1) ?? Number.POSITIVE_INFINITY));
      return { rows, next: isMore ? String(rows.at(-1)) : null };
    },
    anchors: async () => {
      state.jumps++;
      return state.rows.filter((_, i) => (i + 1) % SIZE === 0).map(String);
    },
  };
  return { state, cache: new BlockCache(new QueryClient(), source, 'now') };
}

const at = (block: number) => ({ section: null, block });

describe('blocks of a long list', () => {
  it('are read one after another without an anchor, whatever happens above them', async () => {
    const { state, cache } = server(45);
    await cache.fetch(at(0));
    state.rows = [-2, -1, ...state.rows.filter((row) => row !== 3)];
    for (const block of [1, 2, 3, 4]) await cache.fetch(at(block));
    expect(cache.rows()).toEqual(Array.from({ length: 45 }, (_, i) => i));
    expect(state.jumps).toBe(0);
    expect(cache.row(null, 44)).toBe(44);
    expect(cache.row(null, 45)).toBeUndefined();
  });

  it('are found by their anchor after a jump, which is asked for once', async () => {
    const { state, cache } = server(1_000);
    await cache.fetch(at(0));
    expect((await cache.fetch(at(70))).rows[0]).toBe(700);
    expect((await cache.fetch(at(69))).rows[9]).toBe(699);
    expect((await cache.fetch(at(71))).rows[0]).toBe(710);
    expect(state).toMatchObject({ jumps: 1, reads: 4 });
  });

  it('wait for the block above when that is on its way', async () => {
    const { state, cache } = server(50);
    await Promise.all([0, 1, 2].map((block) => cache.fetch(at(block))));
    expect(cache.rows()).toHaveLength(30);
    expect(state.jumps).toBe(0);
  });

  it('end where the list ends', async () => {
    const { cache } = server(20);
    for (const block of [0, 1, 2, 9]) await cache.fetch(at(block));
    expect(cache.rows()).toHaveLength(20);
    expect(cache.get(at(2))).toEqual({ rows: [], next: null });
  });

  it('change in their places, and stay the same where nothing changed', async () => {
    const { cache } = server(30);
    for (const block of [0, 1, 2]) await cache.fetch(at(block));
    const before = [0, 1, 2].map((block) => cache.get(at(block)));
    cache.patch((row) => (row === 15 ? 1_500 : row));
    expect(cache.row(null, 15)).toBe(1_500);
    expect(cache.get(at(0))).toBe(before[0]);
    expect(cache.get(at(1))).not.toBe(before[1]);
    expect(cache.at('later').rows()).toEqual([]);
  });
});
