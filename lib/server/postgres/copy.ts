import { once } from 'node:events';
import { PassThrough, type Readable } from 'node:stream';
import type { ClientBase, Submittable } from 'pg';

/** The part of pg's connection that COPY needs. */
interface Connection {
  readonly stream: NodeJS.WritableStream & {
    pause(): void;
    resume(): void;
    readonly writableNeedDrain: boolean;
  };
  query(sql: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(reason: string): void;
}

/** Messages that pg hands to the query in work; those that COPY has no use for do nothing. */
abstract class CopyQuery {
  constructor(private readonly sql: string) {}

  submit(connection: Connection): void {
    connection.query(this.sql);
  }

  abstract handleError(error: Error): void;
  abstract handleReadyForQuery(): void;
  handleCommandComplete(): void {}
  handleRowDescription(): void {}
  handleEmptyQuery(): void {}
  handlePortalSuspended(): void {}
}

class CopyOut extends CopyQuery {
  readonly output = new PassThrough();
  /** One read of the socket brings many chunks: they wait together. */
  private isPaused = false;

  override submit(connection: Connection): void {
    // A stream that was ended meanwhile, or whose reader gave up, never drains: the next query needs the socket.
    this.output.once('close', () => connection.stream.resume());
    super.submit(connection);
  }

  handleCopyData({ chunk }: { chunk: Buffer }, connection: Connection): void {
    // The parser uses its buffer again, so the chunk is copied.
    if (this.output.write(Buffer.from(chunk)) || this.isPaused) return;
    this.isPaused = true;
    connection.stream.pause();
    this.output.once('drain', () => {
      this.isPaused = false;
      connection.stream.resume();
    });
  }

  override handleError(error: Error): void {
    this.output.destroy(error);
  }

  override handleReadyForQuery(): void {
    this.output.end();
  }
}

/** pg's types know the connection by its public face only; COPY uses what is behind it. */
const run = (client: ClientBase, query: CopyQuery) => client.query(query as unknown as Submittable);

/** Output of `COPY … TO STDOUT`. The stream slows the server down when its reader is slow. */
export function copyOut(client: ClientBase, sql: string): Readable {
  const copy = new CopyOut(sql);
  run(client, copy);
  return copy.output;
}

class CopyIn extends CopyQuery {
  private failure: Error | undefined;

  constructor(
    sql: string,
    private readonly input: Readable,
    private readonly done: (error?: Error) => void,
  ) {
    super(sql);
  }

  handleCopyInResponse(connection: Connection): void {
    void this.send(connection);
  }

  private async send(connection: Connection): Promise<void> {
    try {
      for await (const chunk of this.input) {
        if (this.failure) return;
        connection.sendCopyFromChunk(chunk as Buffer);
        if (connection.stream.writableNeedDrain) await once(connection.stream, 'drain');
      }
      connection.endCopyFrom();
    } catch (error) {
      // The server answers with an error of its own; the cause is this one.
      this.failure = error as Error;
      connection.sendCopyFail((error as Error).message);
    }
  }

  override handleError(error: Error): void {
    this.failure ??= error;
    this.input.destroy();
    this.done(this.failure);
  }

  override handleReadyForQuery(): void {
    this.done();
  }
}

/** Feeds `COPY … FROM STDIN`. Rejects with the input's error or the server's. */
export function copyIn(client: ClientBase, sql: string, input: Readable): Promise<void> {
  return new Promise((resolve, reject) => {
    run(client, new CopyIn(sql, input, (error) => (error ? reject(error) : resolve())));
  });
}
