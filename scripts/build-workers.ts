/** `npm run build:workers`: bundles the programs that run without Next's compiler into dist/. */
import { bundle, PROGRAMS } from './lib/bundle';

const started = performance.now();
await bundle(PROGRAMS, 'dist');
console.log(`workers built in ${((performance.now() - started) / 1000).toFixed(1)} s`);
