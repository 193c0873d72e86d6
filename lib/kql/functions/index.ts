import { CHOICE } from './choice';
import type { Functions } from './define';
import { DYNAMIC } from './dynamic';
import { GEO } from './geo';
import { NETWORK } from './network';
import { NUMBER } from './number';
import { OPERATORS } from './operators';
import { SERIES } from './series';
import { OF_SKETCH } from './sketch';
import { TEXT } from './text';
import { TIME } from './time';
import { WINDOW } from './window';

/** Every scalar function and operator by its name in the language. */
export const SCALARS: Functions = {
  ...OPERATORS,
  ...TEXT,
  ...TIME,
  ...NUMBER,
  ...DYNAMIC,
  ...CHOICE,
  ...NETWORK,
  ...WINDOW,
  ...SERIES,
  ...OF_SKETCH,
  ...GEO,
};
