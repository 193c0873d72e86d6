/** The import table of the architecture: which folder may import which at run time. */
const OURS = '^(app|components|lib|prisma|scripts|e2e|bench)/';

const LAYERS = {
  'core-imports-nothing': ['^lib/core/', '^lib/core/'],
  'domain-is-pure': ['^lib/domain/', '^lib/(core|domain)/'],
  'engine-is-pure': ['^lib/engine/', '^lib/(core|domain|engine)/'],
  'kql-is-pure': ['^lib/kql/', '^lib/(core|kql)/'],
  'server-never-renders': ['^lib/server/', '^lib/(core|domain|engine|kql|server)/'],
  'actions-are-the-rpc-edge': ['^lib/actions/', '^lib/(core|domain|server|actions)/'],
  'client-is-browser-only': ['^lib/client/', '^lib/(core|domain|kql|client)/'],
  'ui-knows-no-domain': ['^components/ui/', '^(components/ui|lib/core|lib/client)/'],
  'components-never-touch-the-server': [
    '^components/(?!ui/)',
    '^(components|lib/(core|domain|kql|client|actions))/',
  ],
  'pages-compose': ['^app/', '^(app|components|lib/(core|domain|client|actions|server))/'],
};

/** Tests sit beside their source and may use what the harness offers. */
const TESTS = String.raw`\.test\.tsx?$|^lib/server/testing/`;

/** What requests and actions carry, checked with zod where they arrive. */
const INPUTS = '^lib/domain/(inputs/|commands|evidence|jobs|regroup|views/saved-view)';

module.exports = {
  forbidden: [
    ...Object.entries(LAYERS).map(([name, [from, allow]]) => ({
      name,
      severity: 'error',
      from: { path: from, pathNot: TESTS },
      to: { path: OURS, pathNot: allow },
    })),
    {
      name: 'pages-go-through-the-data-layer',
      severity: 'error',
      comment: 'A page or route loads through lib/server/<area>, never through the database clients.',
      from: { path: '^app/', pathNot: TESTS },
      to: { path: '^lib/server/(db|pg)\\.ts$|^lib/server/generated/' },
    },
    {
      name: 'engine-has-no-io',
      severity: 'error',
      from: { path: '^lib/(core|domain|engine)/', pathNot: TESTS },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'zod-stays-out-of-the-browser',
      severity: 'error',
      comment: 'Every page would carry it. What a form and its command share is a constant or a type.',
      from: { path: '^(components|lib/client)/', pathNot: TESTS },
      to: { path: `^node_modules/zod/|${INPUTS}` },
    },
    {
      name: 'zod-is-in-the-inputs',
      severity: 'error',
      from: { path: '^lib/(core|domain)/', pathNot: `${TESTS}|${INPUTS}` },
      to: { path: `^node_modules/zod/|${INPUTS}` },
    },
    {
      name: 'duckdb-stays-out-of-next',
      severity: 'error',
      comment: 'DuckDB lives in the lake and query processes, which can be capped and killed.',
      from: { path: '^(app|lib/actions)/' },
      to: { path: 'node_modules/@duckdb/', reachable: true },
    },
    {
      name: 'tests-stay-out-of-the-product',
      severity: 'error',
      // The evaluation measures with the same pipeline as the tests; nothing of the product imports it.
      from: { path: OURS, pathNot: `${TESTS}|^e2e/|^scripts/evaluate[/.]` },
      to: { path: TESTS },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: { pathNot: '^lib/server/generated/' },
      to: { circular: true },
    },
    { name: 'everything-resolves', severity: 'error', from: { path: OURS }, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(\\.next|dist|node_modules/next/dist)/' },
    // What is left after compiling: type-only imports cost nothing at run time and are not looked at.
    tsPreCompilationDeps: false,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
