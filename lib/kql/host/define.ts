import type { ScalarType } from '../types';

/** A value as TypeScript has it: dynamics parsed, long numbers as numbers, moments and spans as microseconds. */
export type HostValue = unknown;

/**
 * A function of the language that SQL has no word for. Known to the query process as `kql_` and its name; an argument
 * of type `dynamic` arrives parsed, and a result of that type is made into JSON.
 */
export interface HostFunction {
  readonly name: string;
  readonly parameters: readonly ScalarType[];
  readonly returns: ScalarType;
  /** @returns null for null; what throws is null too */
  readonly run: (...args: never[]) => HostValue;
}

export const host = <A extends readonly HostValue[]>(
  name: string,
  parameters: readonly ScalarType[],
  returns: ScalarType,
  run: (...args: A) => HostValue,
): HostFunction => ({ name, parameters, returns, run: run as unknown as HostFunction['run'] });

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
