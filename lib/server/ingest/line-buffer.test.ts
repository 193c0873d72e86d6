import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineBuffer } from './line-buffer';

describe('lines as bytes', () => {
  it('holds the UTF-8 of every line, whatever is in it', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 3_000 })), (lines) => {
        const buffer = new LineBuffer();
        const taken = lines.map((line) => buffer.add(line));
        const expected = Buffer.from(lines.map((line) => `${line}\n`).join(''));
        expect(buffer.view().equals(expected)).toBe(true);
        expect(taken.reduce((sum, n) => sum + n, 0)).toBe(buffer.length);
      }),
    );
  });

  it('starts again after a clear', () => {
    const buffer = new LineBuffer();
    buffer.add('x'.repeat(10_000));
    buffer.clear();
    buffer.add('é');
    expect(buffer.view().toString()).toBe('é\n');
  });
});

describe('memory that was given back', () => {
  it('serves the next buffer, whose lines hold nothing of the ones before', () => {
    const first = new LineBuffer();
    first.add('x'.repeat(100_000));
    const memory = first.view().buffer;
    first.release();
    const second = new LineBuffer();
    second.add('y'.repeat(50_000));
    expect(second.view().buffer).toBe(memory);
    expect(second.view().toString()).toBe(`${'y'.repeat(50_000)}\n`);
    expect(first.length).toBe(0);
    first.add('z');
    expect(second.view().toString()).toBe(`${'y'.repeat(50_000)}\n`);
    expect(first.view().toString()).toBe('z\n');
  });
});
