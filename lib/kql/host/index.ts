import { ARRAY_HOST } from './arrays';
import type { HostFunction } from './define';
import { FORM_HOST } from './forms';
import { HASH_HOST } from './hash';
import { NETWORK_HOST } from './network';
import { TEXT_HOST } from './text';
import { TIME_HOST } from './time';
import { WEB_HOST } from './web';
import { XML_HOST } from './xml';

/** Every function that the query process gets from TypeScript. */
export const HOST_FUNCTIONS: readonly HostFunction[] = [
  ...TEXT_HOST,
  ...WEB_HOST,
  ...FORM_HOST,
  ...XML_HOST,
  ...TIME_HOST,
  ...ARRAY_HOST,
  ...NETWORK_HOST,
  ...HASH_HOST,
];
