import { ARRAY_HOST } from './arrays';
import { COMPRESS_HOST } from './compress';
import { DECOMPOSE_HOST } from './decompose';
import type { HostFunction } from './define';
import { DISTRIBUTION_HOST } from './distribution';
import { FIT_HOST } from './fit';
import { FORM_HOST } from './forms';
import { FOURIER_HOST } from './fourier';
import { GEO_HOST } from './geo';
import { HASH_HOST } from './hash';
import { NETWORK_HOST } from './network';
import { PUNYCODE_HOST } from './punycode';
import { SERIES_HOST } from './series';
import { SESSION_HOST } from './sessions';
import { SKETCH_HOST } from './sketch';
import { TEXT_HOST } from './text';
import { TIME_HOST } from './time';
import { UNIT_HOST } from './units';
import { USER_AGENT_HOST } from './user-agent';
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
  ...DISTRIBUTION_HOST,
  ...GEO_HOST,
  ...SERIES_HOST,
  ...FIT_HOST,
  ...DECOMPOSE_HOST,
  ...FOURIER_HOST,
  ...SKETCH_HOST,
  ...SESSION_HOST,
  ...UNIT_HOST,
  ...PUNYCODE_HOST,
  ...COMPRESS_HOST,
  ...USER_AGENT_HOST,
];
