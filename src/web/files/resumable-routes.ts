/**
 * Files in parts, by the tus protocol 1.0.0 (creation, expiration, termination): whoever's line
 * breaks asks how much arrived and goes on. The header Tus-Resumable is what no form of another site
 * can send without a browser asking us first, so it stands for the form's token here.
 */
import type { IncomingMessage } from "node:http";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { perform } from "../../actions/action.ts";
import {
  appendUpload,
  type UploadState,
  uploadState,
} from "../../actions/attachments/append-upload.ts";
import { beginUpload } from "../../actions/attachments/begin-upload.ts";
import { endUpload } from "../../actions/attachments/end-upload.ts";
import type { Actor } from "../../core/people/actor.ts";
import { Refusal } from "../../core/refusal.ts";
import { isUuid } from "../../lib/uuid7.ts";
import type { WebContext } from "../server/web-context.ts";

const version = "1.0.0";
const partType = "application/offset+octet-stream";

/** Who uploads, and into which case. Refuses where nobody may. */
export type UploaderOf = (
  request: FastifyRequest,
) => Promise<{ readonly actor: Actor; readonly caseId: string }>;

/** Registers the protocol below `path`, which may hold parameters of its own. */
export function resumableRoutes(
  app: FastifyInstance,
  web: WebContext,
  path: string,
  uploaderOf: UploaderOf,
): void {
  const { context } = web;
  const config = { resumable: true } as const;
  const at = async (request: FastifyRequest) => {
    const { uploadId = "" } = request.params as { uploadId?: string };
    if (!isUuid(uploadId)) throw new Refusal("upload.unknown");
    return { ...(await uploaderOf(request)), uploadId };
  };
  void app.register((scope, _, done) => {
    scope.addContentTypeParser(partType, (_request, payload, parsed) => parsed(null, payload));
    scope.addHook("onRequest", async (_request, reply) => {
      void reply.header("tus-resumable", version).header("cache-control", "no-store");
    });
    scope.options(path, { config }, (_request, reply) =>
      reply
        .code(204)
        .header("tus-version", version)
        .header("tus-extension", "creation,expiration,termination")
        .header("tus-max-size", context.fileLimits.uploadBytesMax)
        .send(),
    );
    scope.post(path, { config }, async (request, reply) => {
      const { actor, caseId } = await uploaderOf(request);
      mustSpeak(request);
      const announced = announcedIn(request);
      const begun = await perform(context, beginUpload, actor, { ...announced, caseId });
      void expires(reply.code(201), new Date(begun.expiresAt));
      return reply.header("location", `${pathOf(request)}/${begun.uploadId}`).send();
    });
    scope.head(`${path}/:uploadId`, { config }, async (request, reply) => {
      const { actor, caseId, uploadId } = await at(request);
      return answer(reply, 200, await uploadState(context, actor, { caseId, uploadId }));
    });
    scope.patch(`${path}/:uploadId`, { config }, async (request, reply) => {
      const { actor, caseId, uploadId } = await at(request);
      mustSpeak(request);
      const offset = numberIn(request, "upload-offset");
      if (!request.headers["content-type"]?.startsWith(partType)) throw new Refusal("request.type");
      const body = request.body as IncomingMessage;
      const part = { caseId, uploadId, offset };
      return answer(reply, 204, await appendUpload(context, actor, part, body));
    });
    scope.delete(`${path}/:uploadId`, { config }, async (request, reply) => {
      const { actor, caseId, uploadId } = await at(request);
      mustSpeak(request);
      await endUpload.run(context, actor, { caseId, uploadId });
      return reply.code(204).send();
    });
    done();
  });
}

function answer(reply: FastifyReply, status: number, state: UploadState): FastifyReply {
  void reply.header("upload-offset", state.received).header("upload-length", state.bytes);
  if (!state.done) void expires(reply, state.expiresAt);
  return reply.code(status).send();
}

function expires(reply: FastifyReply, at: Date): FastifyReply {
  return reply.header("upload-expires", at.toUTCString());
}

function mustSpeak(request: FastifyRequest): void {
  if (request.headers["tus-resumable"] !== version) throw new Refusal("upload.protocol");
}

function pathOf(request: FastifyRequest): string {
  return (request.url.split("?")[0] ?? "").replace(/\/$/, "");
}

function numberIn(request: FastifyRequest, name: string): number {
  const value = request.headers[name];
  if (typeof value !== "string" || !/^\d{1,15}$/.test(value)) {
    throw new Refusal("request.malformed");
  }
  return Number(value);
}

/** What Upload-Length and Upload-Metadata announce; values are base 64 (tus 1.0.0, creation). */
function announcedIn(request: FastifyRequest): object {
  const metadata = request.headers["upload-metadata"];
  const pairs = (typeof metadata === "string" ? metadata : "").split(",").map((pair) => {
    const [name = "", value = ""] = pair.trim().split(" ");
    return [name, Buffer.from(value, "base64").toString()] as const;
  });
  const said = new Map(pairs);
  const party = said.get("party");
  return {
    bytes: numberIn(request, "upload-length"),
    name: said.get("filename") ?? said.get("name") ?? "",
    type: (said.get("filetype") ?? "").slice(0, 127),
    personal: said.get("personal") === "yes",
    ...(party ? { partyId: party } : {}),
  };
}
