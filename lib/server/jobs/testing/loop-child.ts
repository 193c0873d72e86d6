/** A runner of bulk jobs in a process of its own, for tests that end it with SIGKILL. It works until there is nothing left. */
import { closePool } from '@/lib/server/pg';
import { JobLoop } from '../loop';

process.stdout.write('working\n');
await new JobLoop().drain();
await closePool();
