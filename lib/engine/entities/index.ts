export { strongIdentifiers } from './identifiers';
export { lookupKeys } from './lookup';
export { configuredMappings, type DomainMappings, emptyMappings, type LearnedPair } from './mappings';
export { MemoryIdentifierIndex } from './memory-index';
export { resolve } from './resolve';
export { sweepMentions } from './sweep';
export type { EntityMerge, EntityRecord, IdentifierIndex, IdentityConflict, Resolution } from './types';
