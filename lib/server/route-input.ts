import 'server-only';
import type { ZodType, z } from 'zod';
import { env } from './env';
import { AppError, type ErrorCode } from './errors';

function check<T>(schema: ZodType<T>, value: unknown, code: ErrorCode): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new AppError(code, result.error.message, { fields: fieldsOf(result.error) });
}

const fieldsOf = (error: z.ZodError): Record<string, string> =>
  Object.fromEntries(
    error.issues.map((issue) => [issue.path.map(String).join('.') || 'body', issue.message]),
  );

interface NextContext {
  readonly params: Promise<Record<string, string | string[] | undefined>>;
}

export async function parseParams<P>(schema: ZodType<P> | undefined, context: NextContext): Promise<P> {
  if (!schema) return undefined as P;
  return check(schema, await context.params, 'notFound');
}

/** A parameter that is given once is a text, one that is given several times a list. */
export function parseQuery<Q>(schema: ZodType<Q> | undefined, request: Request): Q {
  if (!schema) return undefined as Q;
  const { searchParams } = new URL(request.url);
  const names = [...new Set(searchParams.keys())];
  const value = Object.fromEntries(
    names.map((name) => {
      const all = searchParams.getAll(name);
      return [name, all.length > 1 ? all : all[0]];
    }),
  );
  return check(schema, value, 'badRequest');
}

export async function parseBody<B>(
  schema: ZodType<B> | undefined,
  request: Request,
  maxBytes = env().API_MAX_BODY_BYTES,
): Promise<B> {
  if (!schema) return undefined as B;
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (type !== 'application/json') throw new AppError('unsupportedMediaType', `content type ${type}`);
  const text = await readText(request, maxBytes);
  try {
    return check(schema, JSON.parse(text), 'invalid');
  } catch (error) {
    if (error instanceof SyntaxError) {
      throw new AppError('badRequest', 'body is not JSON', { userText: 'The body is not valid JSON.' });
    }
    throw error;
  }
}

/** Counts while it reads: the length that a client declares is not believed. */
export async function readText(request: Request, maxBytes: number): Promise<string> {
  const decoder = new TextDecoder();
  const reader = request.body?.getReader();
  let text = '';
  let size = 0;
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    size += part.value.byteLength;
    if (size > maxBytes) {
      await reader?.cancel();
      throw new AppError('tooLarge', `body over ${maxBytes} bytes`);
    }
    text += decoder.decode(part.value, { stream: true });
  }
  return text + decoder.decode();
}
