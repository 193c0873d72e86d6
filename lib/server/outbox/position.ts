import 'server-only';
import { cache } from 'react';
import { newestSequence } from './bus';

/**
 * The newest event as the request that is being served began, the same for all of its parts: what the page shows holds
 * everything up to there, and its live stream goes on after it.
 */
export const requestPosition = cache((): string | null => newestSequence()?.toString() ?? null);
