import { deflateSync, gunzipSync, gzipSync, inflateSync } from 'node:zlib';
import { type HostFunction, host } from './define';

/** A small text can unpack into one that fills the memory: no more than this comes out. */
const MOST = { maxOutputLength: 16 * 1024 * 1024 };

const opened = (open: (bytes: Buffer) => Buffer) => (text: string) => {
  try {
    return open(Buffer.from(text, 'base64')).toString('utf8');
  } catch {
    return '';
  }
};

export const COMPRESS_HOST: readonly HostFunction[] = [
  host('gzip_pack', ['string'], 'string', (text: string) => gzipSync(text).toString('base64')),
  host(
    'gzip_open',
    ['string'],
    'string',
    opened((bytes) => gunzipSync(bytes, MOST)),
  ),
  host('zlib_pack', ['string'], 'string', (text: string) => deflateSync(text).toString('base64')),
  host(
    'zlib_open',
    ['string'],
    'string',
    opened((bytes) => inflateSync(bytes, MOST)),
  ),
];
