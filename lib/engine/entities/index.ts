export { lookupKeys } from './lookup';
export { configure, type DomainMappings, emptyMappings, type LearnedPair } from './mappings';
export { MemoryIdentifierIndex } from './memory-index';
export { resolve } from './resolve';
export { sweepMentions } from './sweep';
export type { Resolution } from './types';
