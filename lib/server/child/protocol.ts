/** What a portal and a process of its own say to each other. Requests are data, and have numbers. */

/** Why a request has no result; `refused` comes with a detail that says what is wrong with it. */
export type Failure = 'invalid' | 'refused' | 'timeout' | 'canceled' | 'memory' | 'failed';

export interface RequestMessage {
  readonly id: number;
  readonly kind: string;
  readonly input: unknown;
  readonly timeoutMs: number;
}

export type ToProcess = RequestMessage | { readonly cancel: number };

export interface FailureMessage {
  readonly id: number;
  readonly failure: Failure;
  readonly message: string;
  readonly detail?: unknown;
}

export type FromProcess =
  | { readonly ready: true }
  | { readonly id: number; readonly value: unknown }
  | FailureMessage;

/** A request whose failure is known, thrown by whoever answers it. */
export class RequestFailure extends Error {
  override readonly name = 'RequestFailure';

  constructor(
    readonly failure: Failure,
    message: string,
    readonly detail?: unknown,
  ) {
    super(message);
  }
}
