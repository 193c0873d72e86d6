import { type HostFunction, host } from './define';

const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** Logarithm of the gamma function, after Lanczos. */
function logGamma(value: number): number {
  if (value < 0.5) return Math.log(Math.PI / Math.abs(Math.sin(Math.PI * value))) - logGamma(1 - value);
  const x = value - 1;
  const t = x + 7.5;
  const sum = LANCZOS.reduce((all, one, index) => (index === 0 ? one : all + one / (x + index)), 0);
  return 0.5 * Math.log(2 * Math.PI) + (x + 0.5) * Math.log(t) - t + Math.log(sum);
}

const TINY = 1e-300;
const away = (value: number): number => (Math.abs(value) < TINY ? TINY : value);

/** The continued fraction of the incomplete beta function, by Lentz's method. */
function betaFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let result = d;
  for (let m = 1; m <= 500; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    result *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    result *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return result;
}

/** The regularised incomplete beta function. */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(1 - x));
  return x < (a + 1) / (a + b + 2)
    ? (front * betaFraction(x, a, b)) / a
    : 1 - (front * betaFraction(1 - x, b, a)) / b;
}

/** The limit of the distribution for a shape that is none is a step at 0; the language says 1 there too. */
function betaCdf(x: number, a: number, b: number): number {
  if (x < 0 || x > 1 || b <= 0) return Number.NaN;
  return a <= 0 ? 1 : incompleteBeta(x, a, b);
}

function betaInverse(p: number, a: number, b: number): number | null {
  if (p < 0 || p > 1) return null;
  if (a <= 0 || b <= 0) return Number.NaN;
  let [low, high] = [0, 1];
  for (let step = 0; step < 200 && high - low > 0; step++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (incompleteBeta(middle, a, b) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function betaDensity(x: number, a: number, b: number): number {
  if (x < 0 || x > 1 || a <= 0 || b <= 0) return Number.NaN;
  const log = logGamma(a + b) - logGamma(a) - logGamma(b);
  return Math.exp(log + (a - 1) * Math.log(x) + (b - 1) * Math.log(1 - x));
}

/** The part of the error function that is left: a series near 0, a continued fraction beyond. */
function errorComplement(x: number): number {
  if (x < 0) return 2 - errorComplement(-x);
  const square = x * x;
  if (x < 2) {
    let [term, sum] = [x, x];
    for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum) && n < 200; n++) {
      term *= -square / n;
      sum += term / (2 * n + 1);
    }
    return 1 - (2 / Math.sqrt(Math.PI)) * sum;
  }
  let fraction = x;
  for (let k = 120; k >= 1; k--) fraction = x + k / 2 / fraction;
  return Math.exp(-square) / (Math.sqrt(Math.PI) * fraction);
}

/** How likely two samples of one mean differ by as much as these, after Welch. */
function welch(m1: number, v1: number, n1: number, m2: number, v2: number, n2: number): number | null {
  const [a, b] = [v1 / n1, v2 / n2];
  const t = (m1 - m2) / Math.sqrt(a + b);
  const freedom = (a + b) ** 2 / (a ** 2 / (n1 - 1) + b ** 2 / (n2 - 1));
  return Number.isFinite(freedom) ? incompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5) : null;
}

/** Distributions of probability. */
export const DISTRIBUTION_HOST: readonly HostFunction[] = [
  host('erf', ['real'], 'real', (x: number) => 1 - errorComplement(x)),
  host('erfc', ['real'], 'real', errorComplement),
  host('beta_cdf', ['real', 'real', 'real'], 'real', betaCdf),
  host('beta_inv', ['real', 'real', 'real'], 'real', betaInverse),
  host('beta_pdf', ['real', 'real', 'real'], 'real', betaDensity),
  host('welch_test', ['real', 'real', 'real', 'real', 'real', 'real'], 'real', welch),
];
