export { mailChain } from './mail-chain';
export { processTree, unseenParents } from './process-tree';
export { sessionChain } from './session-chain';
export { anchorOf, type ChainRow, sightingOf } from './sightings';
export type { ProcessAnchor, ProcessSighting } from './types';
