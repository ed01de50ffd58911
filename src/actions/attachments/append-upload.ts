/**
 * Takes a part of an upload: each piece is sealed as it fills, nothing plain touches the disk, and
 * memory holds one piece. What arrived before a cut counts; what was not yet on disk comes again.
 */

import { kindBytes } from "../../core/attachments/content-kind.ts";
import { mustBeKindTaken, uploadLimitsInWords } from "../../core/attachments/file-limits.ts";
import type { Actor } from "../../core/people/actor.ts";
import { Refusal } from "../../core/refusal.ts";
import { insertUploaded } from "../../store/attachments/writer.ts";
import type { Context } from "../../store/context.ts";
import type { PieceWriter } from "../../store/sealing/file-vault.ts";
import { pieceBytes } from "../../store/sealing/piece-file.ts";
import { indexText } from "../../store/search/tokens.ts";
import { lockUpload, type OpenUpload } from "../../store/uploads/reader.ts";
import { moveUpload } from "../../store/uploads/writer.ts";
import { expiryOf } from "./begin-upload.ts";
import { endUpload } from "./end-upload.ts";
import { arrivalEvent, atFileDesk } from "./file-desk.ts";
import { mustLeaveFree } from "./file-room.ts";

/** After so many bytes what arrived is made to last, so that a crash costs no more. */
const keepEveryBytes = 64 * pieceBytes;

/** Uploads that a part is arriving for, in this process. */
const arriving = new Set<string>();

export interface UploadPart {
  readonly caseId: string;
  readonly uploadId: string;
  /** Where the part begins; it must be where the last one ended. */
  readonly offset: number;
}

export interface UploadState {
  readonly received: number;
  readonly bytes: number;
  readonly expiresAt: Date;
  readonly done: boolean;
}

/** How far an upload is; refuses what is not there, not this actor's, ended or expired. */
export async function uploadState(
  context: Context,
  actor: Actor,
  at: Pick<UploadPart, "caseId" | "uploadId">,
): Promise<UploadState> {
  return atFileDesk(context, actor, "begin-upload", at.caseId, async (desk) =>
    stateOf(await found(context, desk.tx, at, desk.byId)),
  );
}

/** Takes the part. A body that breaks off is no error: the answer says how far it came. */
export async function appendUpload(
  context: Context,
  actor: Actor,
  part: UploadPart,
  body: AsyncIterable<Uint8Array>,
): Promise<UploadState> {
  if (arriving.has(part.uploadId)) throw new Refusal("upload.busy");
  arriving.add(part.uploadId);
  try {
    const upload = await opened(context, actor, part);
    return await new Arrival(context, actor, upload).take(body);
  } finally {
    arriving.delete(part.uploadId);
  }
}

async function found(
  context: Context,
  tx: Parameters<typeof lockUpload>[1],
  { caseId, uploadId }: Pick<UploadPart, "caseId" | "uploadId">,
  byId: string,
): Promise<OpenUpload> {
  const upload = await lockUpload(context, tx, caseId, uploadId, byId);
  if (!upload || upload.state === "ended") throw new Refusal("upload.unknown");
  const late = upload.state === "open" && upload.expiresAt <= context.now();
  if (late || upload.state === "expired") throw new Refusal("upload.expired");
  return upload;
}

function opened(context: Context, actor: Actor, part: UploadPart): Promise<OpenUpload> {
  return atFileDesk(context, actor, "begin-upload", part.caseId, async (desk) => {
    const upload = await found(context, desk.tx, part, desk.byId);
    if (upload.state === "done" || upload.received !== part.offset) {
      throw new Refusal("upload.offset", { received: upload.received });
    }
    return upload;
  });
}

function stateOf({ received, bytes, expiresAt, state }: OpenUpload): UploadState {
  return { received, bytes, expiresAt, done: state === "done" };
}

/** One part while it arrives: the piece that fills, and how far it is on disk. */
class Arrival {
  readonly context: Context;
  readonly actor: Actor;
  readonly upload: OpenUpload;
  readonly piece = Buffer.allocUnsafe(pieceBytes);
  filled: number;
  received: number;
  kept: number;

  constructor(context: Context, actor: Actor, upload: OpenUpload) {
    this.context = context;
    this.actor = actor;
    this.upload = upload;
    this.received = upload.received;
    this.kept = upload.received;
    this.filled = upload.tail.copy(this.piece);
  }

  async take(body: AsyncIterable<Uint8Array>): Promise<UploadState> {
    const { context } = this;
    const { fileId, key, bytes } = this.upload;
    await mustLeaveFree(context);
    const writer = await context.files.openPieces({ fileId, key: key.bytes, bytes }, (count) =>
      context.randomBytes(count),
    );
    try {
      await this.fill(body, writer);
      return await this.keep(writer);
    } finally {
      await writer.close();
    }
  }

  private async fill(body: AsyncIterable<Uint8Array>, writer: PieceWriter): Promise<void> {
    const chunks = body[Symbol.asyncIterator]();
    for (;;) {
      // A sender that goes away breaks the body off: what came until then is kept.
      const next = await chunks.next().catch(() => ({ done: true }) as const);
      if (next.done) return;
      await this.add(next.value, writer);
      if (this.received - this.kept < keepEveryBytes) continue;
      await mustLeaveFree(this.context);
      await this.keep(writer);
    }
  }

  private async add(chunk: Uint8Array, writer: PieceWriter): Promise<void> {
    if (this.received + chunk.length > this.upload.bytes) {
      const limits = uploadLimitsInWords(this.context.fileLimits);
      throw new Refusal("upload.too-large", { limits });
    }
    for (let at = 0; at < chunk.length; ) {
      const part = chunk.subarray(at, at + pieceBytes - this.filled);
      this.piece.set(part, this.filled);
      this.filled += part.length;
      this.received += part.length;
      at += part.length;
      await this.judge(part.length);
      if (this.filled === pieceBytes) await this.seal(writer);
    }
  }

  /** The kind is told by the first bytes, as soon as they are there. */
  private async judge(added: number): Promise<void> {
    const enough = Math.min(kindBytes, this.upload.bytes);
    if (this.received < enough || this.received - added >= enough) return;
    try {
      mustBeKindTaken(this.context.fileLimits, this.piece.subarray(0, this.filled));
    } catch (error) {
      const { caseId, uploadId } = this.upload;
      await endUpload.run(this.context, this.actor, { caseId, uploadId });
      throw error;
    }
  }

  private async seal(writer: PieceWriter): Promise<void> {
    const index = Math.ceil(this.received / pieceBytes) - 1;
    await writer.write(index, this.piece.subarray(0, this.filled));
    this.filled = 0;
  }

  /** Makes what arrived last: the pieces on disk first, then how far they reach. */
  private async keep(writer: PieceWriter): Promise<UploadState> {
    const { context, actor, upload, received } = this;
    const { caseId, uploadId, bytes } = upload;
    const done = received === bytes;
    if (done && this.filled > 0) await this.seal(writer);
    await writer.sync();
    const expiresAt = expiryOf(context);
    const tail = this.piece.subarray(0, this.filled);
    await atFileDesk(context, actor, "begin-upload", caseId, async (desk) => {
      const moved = { from: this.kept, to: received, tail, expiresAt, done };
      if (!(await moveUpload(context, desk.tx, upload, moved))) {
        throw new Refusal("upload.unknown");
      }
      if (!done) return;
      const { sideId, key, fileId, direction } = upload;
      const { sentAs: _, ...about } = upload.about;
      const attachmentId = context.newId();
      const eventId = await desk.record(sideId, arrivalEvent(direction), {
        attachmentId,
        uploadId,
        bytes,
      });
      const added = { addedBy: desk.byId, direction };
      const file = { attachmentId, fileId, bytes, about, added };
      await insertUploaded(context, desk.tx, { caseId, sideId, key }, file, eventId);
      await indexText(context, desk.tx, { caseId, sideId }, about.name);
    });
    this.kept = received;
    return { received, bytes, expiresAt, done };
  }
}
