import { createHmac, randomBytes } from 'node:crypto';

/** Header that proves that a delivery is ours and fresh: `t=<unix seconds>,v1=<hex>`. */
export const SIGNATURE_HEADER = 'x-throughline-signature';

/** HMAC-SHA-256 over `<t>.<body>`: the time is signed too, so an old delivery cannot be played again. */
export function sign(secret: string, body: string, seconds: number): string {
  const digest = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  return `t=${seconds},v1=${digest}`;
}

export const newSecret = (): string => `whsec_${randomBytes(32).toString('base64url')}`;
