import { expect, it } from 'vitest';
import { isStopping, onShutdown, runShutdown } from './lifecycle';

it('stops the newest first, once, and lets a failing hook not keep the others', async () => {
  const order: string[] = [];
  const failures: string[] = [];
  onShutdown('database', () => void order.push('database'));
  onShutdown('worker', () => void order.push('old worker'));
  onShutdown('broken', () => Promise.reject(new Error('no')));
  // A module that was loaded again registers again.
  onShutdown('worker', async () => void order.push(`worker, stopping ${isStopping()}`));
  expect(isStopping()).toBe(false);
  await runShutdown((name) => failures.push(name));
  await runShutdown((name) => failures.push(name));
  expect(order).toEqual(['worker, stopping true', 'database']);
  expect(failures).toEqual(['broken']);
});
