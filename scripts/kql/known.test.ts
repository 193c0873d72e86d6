import { describe, expect, it } from 'vitest';
import { KNOWN_DIFFERENCES } from './known';

describe('examples whose answer cannot be the emulator’s', () => {
  it('each has a reason that is not the query’s own fault', () => {
    for (const [id, reason] of Object.entries(KNOWN_DIFFERENCES)) {
      expect(id).toMatch(/^[a-z0-9-]+-\d\d$/);
      expect(reason).toMatch(/time|random|microseconds|this machine|installed/);
    }
  });

  it('are few', () => {
    expect(Object.keys(KNOWN_DIFFERENCES).length).toBeLessThan(25);
  });
});
