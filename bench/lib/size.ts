const FULL = 1_000_000;

/**
 * How many alerts a tenant of a benchmark has: a million, or with `--alerts=20000` fewer while one works on it (a run like
 * that proves nothing). A multiple of ten.
 */
export function alertsStored(): number {
  const option = process.argv.find((argument) => argument.startsWith('--alerts='));
  const wanted = option ? Number(option.slice('--alerts='.length)) : FULL;
  if (!Number.isInteger(wanted) || wanted < 1_000 || wanted % 10 !== 0)
    throw new Error('--alerts is a multiple of ten from 1,000 on');
  return wanted;
}
