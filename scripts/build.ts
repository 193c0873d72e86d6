/** `npm run build`: client, workers and portal, when a source changed since the last build. */
import { buildIfNeeded } from './up/build';
import { runCommand, step } from './up/steps';

runCommand(async () => {
  await step('Build', buildIfNeeded, (built) => (built ? 'done' : 'is current'));
});
