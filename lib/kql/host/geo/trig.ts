/**
 * Sine, cosine and arc tangent rounded as the C library of Linux does: to the nearest number. Those of JavaScript are a
 * last digit off now and then, which shows in the digits of places.
 */

/** A number as the sum of two, the second far smaller. */
type Two = readonly [high: number, low: number];

const SPLIT = 134_217_729;
const HALF_PI: Two = [1.5707963267948966, 6.123233995736766e-17];
const THIRD: Two = [-0.16666666666666666, -9.25185853854297e-18];
const FIFTH: Two = [0.008333333333333333, 1.1564823173178714e-19];
const SECOND: Two = [-0.5, 0];
const FOURTH: Two = [0.041666666666666664, 2.3129646346357427e-18];
const SIXTH: Two = [-0.001388888888888889, 5.300543954373577e-20];

function sum(a: number, b: number): Two {
  const high = a + b;
  const part = high - a;
  return [high, a - (high - part) + (b - part)];
}

function product(a: number, b: number): Two {
  const high = a * b;
  const [p, q] = [SPLIT * a, SPLIT * b];
  const [a1, b1] = [p - (p - a), q - (q - b)];
  const [a2, b2] = [a - a1, b - b1];
  return [high, a2 * b2 - (high - a1 * b1 - a2 * b1 - a1 * b2)];
}

function plus(a: Two, b: Two): Two {
  const [high, low] = sum(a[0], b[0]);
  return sum(high, low + a[1] + b[1]);
}

function times(a: Two, b: Two): Two {
  const [high, low] = product(a[0], b[0]);
  return sum(high, low + a[0] * b[1] + a[1] * b[0]);
}

const minus = (a: Two): Two => [-a[0], -a[1]];

/** For angles of at most an eighth of a turn. */
function sine(x: Two): Two {
  const t = times(x, x);
  const [u] = t;
  const tail =
    -1 / 5040 +
    u *
      (1 / 362_880 +
        u *
          (-1 / 39_916_800 +
            u * (1 / 6_227_020_800 + u * (-1 / 1_307_674_368_000 + u / 355_687_428_096_000))));
  const inner = plus(THIRD, times(t, plus(FIFTH, product(u, tail))));
  return plus(x, times(times(x, t), inner));
}

function cosine(x: Two): Two {
  const t = times(x, x);
  const [u] = t;
  const tail =
    1 / 40_320 +
    u * (-1 / 3_628_800 + u * (1 / 479_001_600 + u * (-1 / 87_178_291_200 + u / 20_922_789_888_000)));
  const inner = plus(SECOND, times(t, plus(FOURTH, times(t, plus(SIXTH, product(u, tail))))));
  return plus([1, 0], times(t, inner));
}

/** Both of an angle of at most a turn, to twice the digits. */
function both(angle: number): readonly [sine: Two, cosine: Two] {
  const quarters = Math.round(angle / HALF_PI[0]);
  const rest = plus(sum(angle, -quarters * HALF_PI[0]), [-quarters * HALF_PI[1], 0]);
  const [s, c] = [sine(rest), cosine(rest)];
  switch (((quarters % 4) + 4) % 4) {
    case 0:
      return [s, c];
    case 1:
      return [c, minus(s)];
    case 2:
      return [minus(s), minus(c)];
    default:
      return [minus(c), s];
  }
}

export function sinCos(angle: number): readonly [sine: number, cosine: number] {
  const [s, c] = both(angle);
  return [s[0], c[0]];
}

export function atan2(y: number, x: number): number {
  const near = Math.atan2(y, x);
  if (near === 0 || y === 0 || (x === 0 && y === 0)) return near;
  const [s, c] = both(near);
  const off = plus(times([y, 0], c), minus(times([x, 0], s)))[0];
  return near + off / (x * c[0] + y * s[0]);
}
