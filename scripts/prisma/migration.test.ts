import { expect, it } from 'vitest';
import { pendingChanges } from './migration';

it('leaves no change of the schema without a migration (else: npm run db:migration -- NAME)', {
  timeout: 60_000,
}, () => {
  expect(pendingChanges()).toBe('');
});
