import { GEO_HOST } from '.';
import { Json } from './json';

/** Calls a function as a query does, its shape read. */
export const run = (name: string, ...args: unknown[]): unknown => {
  const found = GEO_HOST.find((one) => one.name === name) as (typeof GEO_HOST)[number];
  const value = (found.run as (...given: unknown[]) => unknown)(...args);
  return value instanceof Json ? JSON.parse(value.text) : value;
};
/** The same where a number comes back. */
export const number = (name: string, ...args: unknown[]): number => run(name, ...args) as number;
