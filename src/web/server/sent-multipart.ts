/**
 * Reads the parts of a multipart form: token first, then words and files within limits. What is
 * over a limit is read past and never kept.
 */
import type { Multipart, MultipartFile } from "@fastify/multipart";
import type { FastifyRequest } from "fastify";
import { Refusal } from "../../core/refusal.ts";
import { csrfFieldName } from "../../ui/form.tsx";

export interface SentFile {
  readonly field: string;
  readonly name: string;
  /** As the browser claims it. */
  readonly type: string;
  readonly bytes: Buffer;
}

export interface UploadLimits {
  readonly filesMax: number;
  readonly fileBytesMax: number;
  /** Of all files together; each at its most unless told. */
  readonly totalBytesMax?: number;
}

export interface SentParts {
  readonly pairs: readonly (readonly [name: string, value: string])[];
  readonly files: readonly SentFile[];
  readonly refusal?: Refusal;
}

// Counted here, not by the parser, which would end the form at the first large file.
const unlimited = Number.POSITIVE_INFINITY;

/** `check` refuses a token that is not this browser's; it is asked before any file is read. */
export async function readMultipart(
  request: FastifyRequest,
  limits: UploadLimits & { readonly keepsWords: boolean },
  check: (token: string) => void,
): Promise<SentParts> {
  const parts = request.parts({
    limits: { files: 100, fileSize: unlimited, fields: 200, fieldSize: 256 * 1024 },
  });
  const first = await parts.next();
  const basket = new Basket(limits);
  basket.refuseIf(() => check(first.done ? "" : tokenIn(first.value)));
  for await (const part of parts) {
    if (part.type === "field") basket.pairs.push([part.fieldname, String(part.value)]);
    else await basket.add(part);
  }
  return basket;
}

function tokenIn(part: Multipart): string {
  return part.type === "field" && part.fieldname === csrfFieldName ? String(part.value) : "";
}

/** What has been kept so far, and whether anything may still be. */
class Basket implements SentParts {
  readonly pairs: [string, string][] = [];
  readonly files: SentFile[] = [];
  refusal?: Refusal;
  readonly limits: Parameters<typeof readMultipart>[1];
  room: number;

  constructor(limits: Parameters<typeof readMultipart>[1]) {
    this.limits = limits;
    this.room = limits.totalBytesMax ?? unlimited;
  }

  async add(part: MultipartFile): Promise<void> {
    const bytes = await bytesOf(part, Math.min(this.room, this.limits.fileBytesMax), () =>
      this.refuse(new Refusal("input.too-large", { limit: "limit" })),
    );
    this.room -= bytes.length;
    // A file field that was left empty arrives as a nameless empty file.
    if (!part.filename && bytes.length === 0) return;
    this.files.push({ field: part.fieldname, name: part.filename, type: part.mimetype, bytes });
    if (this.files.length > this.limits.filesMax) {
      this.refuse(new Refusal("input.too-large", { limit: `${this.limits.filesMax} files` }));
    }
  }

  refuseIf(check: () => void): void {
    try {
      check();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.refuse(error);
    }
  }

  private refuse(refusal: Refusal): void {
    if (!this.limits.keepsWords) throw refusal;
    this.refusal ??= refusal;
    this.room = 0;
  }
}

/** The file's bytes; empty, after `over`, where there are more than may be. */
async function bytesOf(part: MultipartFile, max: number, over: () => void): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of part.file as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= max) {
      chunks.push(chunk);
      continue;
    }
    over();
    chunks.length = 0;
  }
  return bytes <= max ? Buffer.concat(chunks) : Buffer.alloc(0);
}
