import type { Diagnostic } from '../types';

/** Errors of the analyser that Kusto itself does not raise, by their code and the function whose argument they are about. */
const FORGIVEN: Readonly<Record<string, ReadonlySet<string>>> = {
  // `count(x)` counts rows as `count()` does.
  // A series may be fitted without its places on the axis.
  KS107: new Set(['count', 'series_fit_poly']),
  // Seconds may have a fraction.
  KS134: new Set(['make_timespan', 'make_datetime']),
  // Defender's function takes the column that it reads as a name or as a text.
  KS142: new Set(['FileProfile']),
};

export const isForgiven = ({ code, span }: Diagnostic, text: string): boolean =>
  FORGIVEN[code]?.has(calledAt(text, span.start)) ?? false;

/** The function among whose arguments a place of a query is; empty where it is in none. */
function calledAt(text: string, position: number): string {
  let open = 1;
  let at = position - 1;
  for (; at >= 0 && open > 0; at--) {
    if (text[at] === ')') open++;
    if (text[at] === '(') open--;
  }
  return open > 0 ? '' : (/(\w+)\s*$/.exec(text.slice(Math.max(0, at - 64), at + 1))?.[1] ?? '');
}
