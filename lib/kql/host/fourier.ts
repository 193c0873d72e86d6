import { type HostFunction, host } from './define';

type Complex = readonly [real: number[], imaginary: number[]];

const numbers = (value: unknown): number[] =>
  Array.isArray(value) ? value.map((one) => (typeof one === 'number' ? one : 0)) : [];

/** More than this takes a series whose length is no power of two too long. */
const MAX_SLOW = 4_096;

const QUARTERS = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
] as const;

/** Cosine and sine of so many nths of a whole turn; quarters are exact. */
function turned(steps: number, n: number): readonly [number, number] {
  const place = ((steps % n) + n) % n;
  const quarter = QUARTERS[(4 * place) / n];
  const angle = (2 * Math.PI * place) / n;
  return quarter ?? [Math.cos(angle), Math.sin(angle)];
}

/** The transform by its definition, for lengths that cannot be halved. */
function slow([x, y]: Complex, sign: number): Complex {
  const n = x.length;
  if (n > MAX_SLOW) throw new Error('a series of this length is not transformed');
  const out: [number[], number[]] = [[], []];
  for (let k = 0; k < n; k++) {
    let [real, imaginary] = [0, 0];
    for (let at = 0; at < n; at++) {
      const [c, s] = turned(sign * k * at, n);
      real += (x[at] ?? 0) * c - (y[at] ?? 0) * s;
      imaginary += (x[at] ?? 0) * s + (y[at] ?? 0) * c;
    }
    out[0].push(real);
    out[1].push(imaginary);
  }
  return out;
}

/** The discrete Fourier transform; the halves of an even length are done apart. */
function transform(series: Complex, sign: number): Complex {
  const n = series[0].length;
  if (n < 2) return series;
  if (n % 2 === 1) return slow(series, sign);
  const half = (from: number): Complex =>
    transform(
      [series[0].filter((_, at) => at % 2 === from), series[1].filter((_, at) => at % 2 === from)],
      sign,
    );
  const [even, odd] = [half(0), half(1)];
  const out: [number[], number[]] = [new Array<number>(n), new Array<number>(n)];
  for (let k = 0; k < n / 2; k++) {
    const [c, s] = turned(sign * k, n);
    const [a, b] = [even[0][k] ?? 0, even[1][k] ?? 0];
    const [p, q] = [odd[0][k] ?? 0, odd[1][k] ?? 0];
    const [real, imaginary] = [p * c - q * s, p * s + q * c];
    out[0][k] = a + real;
    out[1][k] = b + imaginary;
    out[0][k + n / 2] = a - real;
    out[1][k + n / 2] = b - imaginary;
  }
  return out;
}

function fourier(real: unknown, imaginary: unknown, sign: number): number[][] | null {
  if (!Array.isArray(real)) return null;
  const x = numbers(real);
  const y = imaginary === null ? x.map(() => 0) : numbers(imaginary);
  if (y.length !== x.length) return null;
  const [a, b] = transform([x, y], sign);
  return sign < 0 ? [a, b] : [a.map((one) => one / x.length), b.map((one) => one / x.length)];
}

export const FOURIER_HOST: readonly HostFunction[] = [
  host('series_fft', ['dynamic', 'dynamic'], 'dynamic', (real: unknown, imaginary: unknown) =>
    fourier(real, imaginary, -1),
  ),
  host('series_ifft', ['dynamic', 'dynamic'], 'dynamic', (real: unknown, imaginary: unknown) =>
    fourier(real, imaginary, 1),
  ),
];
