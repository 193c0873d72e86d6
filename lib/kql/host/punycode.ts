import { type HostFunction, host } from './define';

/** Bootstring with the parameters of Punycode: https://www.rfc-editor.org/rfc/rfc3492 */
const [BASE, T_MIN, T_MAX, SKEW, DAMP, BIAS, FIRST] = [36, 1, 26, 38, 700, 72, 128] as const;
const DIGITS = 'abcdefghijklmnopqrstuvwxyz0123456789';

function adapted(delta: number, count: number, first: boolean): number {
  let rest = Math.floor(first ? delta / DAMP : delta / 2);
  rest += Math.floor(rest / count);
  let k = 0;
  for (; rest > ((BASE - T_MIN) * T_MAX) / 2; k += BASE) rest = Math.floor(rest / (BASE - T_MIN));
  return k + Math.floor(((BASE - T_MIN + 1) * rest) / (rest + SKEW));
}

const threshold = (k: number, bias: number): number => Math.min(Math.max(k - bias, T_MIN), T_MAX);

function digitsOf(delta: number, bias: number): string {
  let rest = delta;
  let text = '';
  for (let k = BASE; ; k += BASE) {
    const t = threshold(k, bias);
    if (rest < t) return text + DIGITS[rest];
    text += DIGITS[t + ((rest - t) % (BASE - t))];
    rest = Math.floor((rest - t) / (BASE - t));
  }
}

function encode(text: string): string {
  const points = [...text].map((char) => char.codePointAt(0) ?? 0);
  const basic = points.filter((point) => point < FIRST);
  let out = String.fromCodePoint(...basic) + (basic.length > 0 ? '-' : '');
  let [next, delta, bias, done] = [FIRST as number, 0, BIAS as number, basic.length];
  while (done < points.length) {
    const least = Math.min(...points.filter((point) => point >= next));
    delta += (least - next) * (done + 1);
    next = least;
    for (const point of points) {
      if (point < next) delta++;
      if (point !== next) continue;
      out += digitsOf(delta, bias);
      bias = adapted(delta, done + 1, done === basic.length);
      delta = 0;
      done++;
    }
    delta++;
    next++;
  }
  return out;
}

function decode(text: string): string {
  const cut = text.lastIndexOf('-');
  const points = [...text.slice(0, Math.max(cut, 0))].map((char) => char.codePointAt(0) ?? 0);
  const rest = text.slice(cut + 1).toLowerCase();
  let [next, index, bias] = [FIRST as number, 0, BIAS as number];
  for (let at = 0; at < rest.length; ) {
    const before = index;
    for (let weight = 1, k = BASE; ; k += BASE) {
      const digit = DIGITS.indexOf(rest[at++] ?? ' ');
      if (digit < 0) throw new Error('not Punycode');
      index += digit * weight;
      const t = threshold(k, bias);
      if (digit < t) break;
      weight *= BASE - t;
    }
    bias = adapted(index - before, points.length + 1, before === 0);
    next += Math.floor(index / (points.length + 1));
    index %= points.length + 1;
    points.splice(index++, 0, next);
  }
  return String.fromCodePoint(...points);
}

const DOTS = /[.\u3002\uFF0E\uFF61]/;
const isPlain = (label: string): boolean => [...label].every((char) => (char.codePointAt(0) ?? 0) < FIRST);
const byLabel = (domain: string, change: (label: string) => string): string =>
  domain.split(DOTS).map(change).join('.');

/** Names in letters beyond ASCII, and their form within it. */
export const PUNYCODE_HOST: readonly HostFunction[] = [
  host('punycode_from', ['string'], 'string', (text: string) => (isPlain(text) ? text : encode(text))),
  host('punycode_to', ['string'], 'string', decode),
  host('punycode_domain_to', ['string'], 'string', (domain: string) =>
    byLabel(domain, (label) => (isPlain(label) ? label : `xn--${encode(label)}`)),
  ),
  host('punycode_domain_from', ['string'], 'string', (domain: string) =>
    byLabel(domain, (label) => (label.toLowerCase().startsWith('xn--') ? decode(label.slice(4)) : label)),
  ),
];
