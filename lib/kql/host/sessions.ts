import { type HostFunction, host } from './define';

/** For each moment the beginning of its session. After a moment that is not told a session begins anew. */
function sessions(
  moments: unknown,
  restarts: unknown,
  fromFirst: number,
  fromLast: number,
): (number | null)[] {
  if (!Array.isArray(moments) || !Array.isArray(restarts)) return [];
  let start: number | null = null;
  let last: number | null = null;
  return moments.map((moment: number | null, at) => {
    const isNew =
      start === null ||
      last === null ||
      moment === null ||
      moment >= start + fromFirst ||
      moment >= last + fromLast ||
      restarts[at] === true;
    if (isNew) start = moment;
    last = moment;
    return start;
  });
}

export const SESSION_HOST: readonly HostFunction[] = [
  host('sessions', ['dynamic', 'dynamic', 'long', 'long'], 'dynamic', sessions),
];
