import { expect, it } from 'vitest';
import { pendingChanges } from './migration';

it('leaves no change of the schema without a migration (else: npm run db:migration -- NAME)', () => {
  expect(pendingChanges()).toBe('');
});
