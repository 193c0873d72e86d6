import { SERIES_BINARY, SERIES_UNARY } from '../host/series';
import { convert } from '../sql/convert';
import { quoteText } from '../sql/quote';
import { nullOf, type Sql, sqlOf } from '../sql/value';
import { misused, type ScalarType, unsupported } from '../types';
import type { Emit, Functions } from './define';

/** A parameter's type, and the SQL of what it is where it is not given; without one, it must be. */
type Parameter = readonly [type: ScalarType, otherwise?: string];

const dynamic: Parameter = ['dynamic'];
const nothing: Parameter = ['dynamic', nullOf('dynamic')];

/** A function of TypeScript with parameters that may be left out. */
const series =
  (name: string, type: ScalarType, ...parameters: readonly Parameter[]): Emit =>
  (args, context) => {
    if (args.length > parameters.length) throw unsupported(`so many arguments of ${name}`, context.span);
    const list = parameters.map(([to, otherwise], index) => {
      const arg = args[index];
      if (arg) return convert(arg, to).sql;
      if (otherwise === undefined) throw misused(`${name} lacks an argument`, context.span);
      return otherwise;
    });
    return sqlOf(type, `kql_${name}(${list.join(', ')})${type === 'dynamic' ? '::JSON' : ''}`);
  };

const named = (host: string, name: string, ...parameters: readonly Parameter[]): Emit =>
  series(host, 'dynamic', ...parameters, ['string', quoteText(name)]);

/** Anomalies by another method than the language's default are not scored. */
const anomalies: Emit = (args, context) => {
  const [values, threshold, seasonality, trend, points, method, likeness] = args;
  const wanted = method?.literal?.value;
  if (method && wanted !== 'ctukey') throw unsupported(`the method '${wanted}' of anomalies`, context.span);
  const given = [values, threshold, seasonality, trend, points].filter((one) => one !== undefined);
  return series(
    'series_decompose_anomalies',
    'dynamic',
    dynamic,
    ['real', '1.5'],
    ['long', '-1'],
    ['string', "'avg'"],
    ['long', '0'],
    ['real', '0.6'],
  )(likeness ? [...given, likeness] : given, context);
};

const outliers: Emit = (args, context) => {
  const [values, kind, , from, to] = args;
  const wanted = kind?.literal?.value;
  if (kind && wanted !== 'ctukey') throw unsupported(`the kind '${wanted}' of series_outliers`, context.span);
  const emit = series('series_outliers', 'dynamic', dynamic, ['real', '10'], ['real', '90']);
  return emit([values, from, to].filter((one) => one !== undefined) as Sql[], context);
};

/** Whole numbers stay whole, so the series goes as its text. */
const fillLinear: Emit = (args, context) => {
  const [values, ...rest] = args as [Sql, ...Sql[]];
  const text = sqlOf('string', `(${convert(values, 'dynamic').sql})::VARCHAR`);
  const emit = series(
    'series_fill_linear',
    'dynamic',
    ['string'],
    ['real', nullOf('real')],
    ['bool', 'true'],
    ['real', '0'],
  );
  return emit([text, ...rest], context);
};

const filter: Emit = (args, context) => {
  const taps = args[1]?.literal?.value;
  const negative = typeof taps === 'string' && taps.includes('-');
  const emit = series('series_fir', 'dynamic', dynamic, dynamic, ['bool', `${!negative}`], ['bool', 'false']);
  return emit(args, context);
};

/** Functions of series. */
export const SERIES: Functions = {
  ...Object.fromEntries(SERIES_UNARY.map((name) => [`series_${name}`, named('series_each', name, dynamic)])),
  ...Object.fromEntries(
    SERIES_BINARY.map((name) => [`series_${name}`, named('series_pairs', name, dynamic, dynamic)]),
  ),
  series_sum: series('series_sum', 'real', dynamic),
  series_product: series('series_product', 'real', dynamic),
  series_dot_product: series('series_dot_product', 'real', dynamic, dynamic),
  series_magnitude: series('series_magnitude', 'real', dynamic),
  series_cosine_similarity: (args, context) =>
    series('series_cosine_similarity', 'real', dynamic, dynamic)(args.slice(0, 2), context),
  series_pearson_correlation: series('series_pearson_correlation', 'real', dynamic, dynamic),
  series_stats: series('series_stats', 'dynamic', dynamic),
  series_stats_dynamic: series('series_stats_dynamic', 'dynamic', dynamic),
  series_fill_forward: series('series_fill_forward', 'dynamic', dynamic, nothing),
  series_fill_backward: series('series_fill_backward', 'dynamic', dynamic, nothing),
  series_fill_const: series('series_fill_const', 'dynamic', dynamic, dynamic, nothing),
  series_fill_linear: fillLinear,
  series_fir: filter,
  series_iir: series('series_iir', 'dynamic', dynamic, dynamic, dynamic),
  series_fit_line: series('series_fit_line', 'dynamic', dynamic),
  series_fit_line_dynamic: series('series_fit_line_dynamic', 'dynamic', dynamic),
  series_fit_2lines: series('series_fit_2lines', 'dynamic', dynamic),
  series_fit_2lines_dynamic: series('series_fit_2lines_dynamic', 'dynamic', dynamic),
  series_fit_poly: (args, context) => {
    const [y, ...rest] = args as [Sql, ...Sql[]];
    const x = rest.find(({ type }) => type === 'dynamic') ?? sqlOf('dynamic', nullOf('dynamic'));
    const degree = rest.find(({ type }) => type !== 'dynamic');
    const emit = series('series_fit_poly', 'dynamic', dynamic, nothing, ['long', '5']);
    return emit(degree ? [y, x, degree] : [y, x], context);
  },
  series_decompose: series(
    'series_decompose',
    'dynamic',
    dynamic,
    ['long', '-1'],
    ['string', "'avg'"],
    ['long', '0'],
    ['real', '0.6'],
  ),
  series_decompose_anomalies: anomalies,
  series_decompose_forecast: series(
    'series_decompose_forecast',
    'dynamic',
    dynamic,
    ['long'],
    ['long', '-1'],
    ['string', "'linefit'"],
    ['real', '0.6'],
  ),
  series_outliers: outliers,
  series_seasonal: series('series_seasonal', 'dynamic', dynamic, ['long', '-1'], ['long', '0']),
  series_fft: series('series_fft', 'dynamic', dynamic, nothing),
  series_ifft: series('series_ifft', 'dynamic', dynamic, nothing),
};
