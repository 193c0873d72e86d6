const FULL = 1_000_000;

/** What follows `--name=` on the command line. */
function option(name: string): string | undefined {
  const start = `--${name}=`;
  return process.argv.find((argument) => argument.startsWith(start))?.slice(start.length);
}

/**
 * How many alerts a tenant of a benchmark has: a million, or with `--alerts=20000` fewer while one works on it (a run like
 * that proves nothing). A multiple of ten.
 */
export function alertsStored(): number {
  const wanted = Number(option('alerts') ?? FULL);
  if (!Number.isInteger(wanted) || wanted < 1_000 || wanted % 10 !== 0)
    throw new Error('--alerts is a multiple of ten from 1,000 on');
  return wanted;
}

/** `--keep`: the tenant of a benchmark that only reads stays for the next run of it. */
export const isKept = (): boolean => process.argv.includes('--keep');

/** `--only=alerts` and `--rounds=5`: some of what is asked for, fewer times. */
export const only = (): string => option('only') ?? '';
export const rounds = (usual: number): number => Number(option('rounds') ?? usual);
