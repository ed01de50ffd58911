/**
 * PostgreSQL's COPY in both directions over an open connection, a chunk at a time: a reader that is
 * slow makes the server wait, and a server that is slow makes the writer wait.
 */
import type pg from "pg";

/** What pg's client gives to the query that is running; its types leave out all that copies. */
interface Wire extends pg.Connection {
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(reason: string): void;
}

/** A query of our own: pg calls these as messages arrive. */
abstract class CopyQuery implements pg.Submittable {
  readonly done: Promise<void>;
  protected wire: Wire | undefined;
  private readonly text: string;
  private settle: { resolve(): void; reject(error: Error): void } | undefined;
  private failed: Error | undefined;

  constructor(text: string) {
    this.text = text;
    this.done = new Promise((resolve, reject) => {
      this.settle = { resolve, reject };
    });
    // Whoever waits for it is told; nobody else need be.
    this.done.catch(() => {});
  }

  submit(connection: pg.Connection): void {
    this.wire = connection as Wire;
    connection.query(this.text);
  }

  handleError(error: Error): void {
    this.failed ??= error;
    this.ended();
    this.settle?.reject(error);
  }

  handleReadyForQuery(): void {
    this.ended();
    if (this.failed) this.settle?.reject(this.failed);
    else this.settle?.resolve();
  }

  handleCommandComplete(): void {}
  handleCopyInResponse(_wire: Wire): void {}
  handleCopyData(_message: { chunk: Buffer }): void {}
  handleRowDescription(): void {}
  handleDataRow(): void {}
  handlePortalSuspended(): void {}
  handleEmptyQuery(): void {}
  protected ended(): void {}
}

class CopyOut extends CopyQuery {
  private chunks: Buffer[] = [];
  private bytes = 0;
  private over = false;
  private wake: (() => void) | undefined;

  override handleCopyData({ chunk }: { chunk: Buffer }): void {
    // pg hands out a view of its buffer, which it will write over.
    this.chunks.push(Buffer.from(chunk));
    this.bytes += chunk.length;
    if (this.bytes > 1024 * 1024) this.wire?.stream.pause();
    this.wake?.();
  }

  protected override ended(): void {
    this.over = true;
    this.wake?.();
  }

  async *read(): AsyncGenerator<Buffer> {
    for (;;) {
      if (this.chunks.length > 0) {
        const all = Buffer.concat(this.chunks);
        this.chunks = [];
        this.bytes = 0;
        yield all;
        this.wire?.stream.resume();
      } else if (this.over) break;
      else {
        await new Promise<void>((resolve) => {
          this.wake = resolve;
        });
        this.wake = undefined;
      }
    }
    await this.done;
  }
}

/** The bytes of `copy … to stdout`. Read it to its end. */
export async function* copyOut(client: pg.Client, statement: string): AsyncGenerator<Buffer> {
  const query = new CopyOut(statement);
  client.query(query);
  yield* query.read();
}

class CopyIn extends CopyQuery {
  private open: (() => void) | undefined;
  readonly ready = new Promise<void>((resolve) => {
    this.open = resolve;
  });

  override handleCopyInResponse(): void {
    this.open?.();
  }

  protected override ended(): void {
    this.open?.();
  }

  async write(chunk: Buffer): Promise<void> {
    const { wire } = this;
    if (!wire) return;
    wire.sendCopyFromChunk(chunk);
    if (!wire.stream.writableNeedDrain) return;
    await new Promise<void>((resolve) => {
      const go = () => {
        wire.stream.off("drain", go);
        wire.stream.off("close", go);
        resolve();
      };
      wire.stream.once("drain", go);
      wire.stream.once("close", go);
    });
  }

  finish(): void {
    this.wire?.endCopyFrom();
  }
}

export interface CopyTarget {
  write(chunk: Buffer): Promise<void>;
  /** Resolves when the server has taken everything; throws what it refused. */
  finish(): Promise<void>;
}

/** Begins `copy … from stdin`. */
export async function copyIn(client: pg.Client, statement: string): Promise<CopyTarget> {
  const query = new CopyIn(statement);
  client.query(query);
  await query.ready;
  return {
    write: (chunk) => query.write(chunk),
    async finish() {
      query.finish();
      await query.done;
    },
  };
}
