/** `npm run build`: client, workers and portal, when a source changed since the last build. */
import { buildIfNeeded } from './up/build';
import { StartError, step } from './up/steps';

step('Build', buildIfNeeded, (built) => (built ? 'done' : 'is current')).catch((error: unknown) => {
  console.error(error instanceof StartError ? error.message : error);
  process.exitCode = 1;
});
