/**
 * The REST API below /api/v1: an operation for every deed that has a path, the reads, and the
 * document that describes them. Holds no rule of its own.
 */
import type { FastifyInstance } from "fastify";
import { readInput } from "../actions/invalid-input.ts";
import { Refusal } from "../core/refusal.ts";
import { answerError } from "./answer-error.ts";
import { type ApiContext, callerOf, mustBeInScope } from "./api-context.ts";
import { openapiDocument } from "./openapi.ts";
import {
  apiRoot,
  type DeedOperation,
  deedOperations,
  performOperation,
  routerPath,
} from "./operations.ts";
import type { Read } from "./read.ts";
import { reads } from "./reads.ts";

/** A report may bring files, each base 64 inside the JSON; all other bodies are text that people write. */
const reportBytesMax = 35 * 1024 * 1024;

/** Registers the API. The server around it gives headers, limits and a log. */
export function apiRoutes(app: FastifyInstance, api: ApiContext): void {
  void app.register(
    (scope, _, done) => {
      scope.setErrorHandler(answerError);
      scope.setNotFoundHandler((request, reply) =>
        answerError(new Refusal("access.not-found"), request, reply),
      );
      // JSON only. A form on another site cannot send it without the browser asking us first
      // (CORS preflight), which we never grant: the session's cookie alone is no way in.
      const forms = ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"];
      scope.removeContentTypeParser(forms);
      scope.addHook("onRequest", async (_, reply) => {
        void reply.header("cache-control", "no-store");
      });
      const document = openapiDocument(api.context.baseUrl);
      scope.get("/openapi.json", async (_, reply) =>
        reply.header("cache-control", "public, max-age=300").send(document),
      );
      for (const read of reads) addRead(scope, api, read);
      for (const operation of deedOperations) addDeed(scope, api, operation);
      done();
    },
    { prefix: apiRoot },
  );
}

function addRead(scope: FastifyInstance, api: ApiContext, read: Read): void {
  scope.get(routerPath(read.path), async (request) => {
    const caller = await callerOf(api, request);
    if (!read.open) mustBeInScope(caller, "read");
    const asked = { ...(request.query as object), ...(request.params as object) };
    return read.run(api.context, caller, readInput(read.query, asked));
  });
}

function addDeed(scope: FastifyInstance, api: ApiContext, operation: DeedOperation): void {
  const { action, status } = operation;
  const limits = action.deed === "take-report" ? { bodyLimit: reportBytesMax } : {};
  scope.post(routerPath(action.path), limits, async (request, reply) => {
    const caller = await callerOf(api, request);
    const params = request.params as Readonly<Record<string, string>>;
    const sent = { body: request.body, params };
    return reply.code(status).send(await performOperation(api.context, operation, caller, sent));
  });
}
