/**
 * The REST API below /api/v1: an operation for every deed that has a path, the reads, and the
 * document that describes them. Holds no rule of its own.
 */
import type { FastifyInstance } from "fastify";
import { recordRefusal, type Tried } from "../actions/access/record-refusal.ts";
import { readInput } from "../actions/invalid-input.ts";
import type { Deed } from "../core/people/deeds.ts";
import { Refusal } from "../core/refusal.ts";
import { answerError } from "./answer-error.ts";
import { type ApiContext, type Caller, callerOf, mustBeInScope } from "./api-context.ts";
import { importBodyMax } from "./import-command-routes.ts";
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

const bodiesMax: Readonly<Partial<Record<Deed, number>>> = {
  "take-report": reportBytesMax,
  "file-report": reportBytesMax,
  "import-cases": importBodyMax,
  "import-reports": importBodyMax,
  "import-catalogue": importBodyMax,
};

/** Registers the API. The server around it gives headers, limits and a log. */
export function apiRoutes(app: FastifyInstance, api: ApiContext): void {
  void app.register(
    (scope, _, done) => {
      scope.setErrorHandler(answerError);
      // The server's rate limit is for routes: what is on none of them counts as well.
      scope.setNotFoundHandler({ preHandler: scope.rateLimit() }, (request, reply) =>
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
    const asked = { ...(request.query as object), ...(request.params as object) };
    return recorded(api, caller, { what: read.id, on: namedIn(asked) }, async () => {
      const isInScope = read.orWith && caller.scopes?.includes(read.orWith);
      if (!read.open && !isInScope) mustBeInScope(caller, "read");
      return read.run(api.context, caller, readInput(read.query, asked));
    });
  });
}

/** Where it is refused to somebody of ours, that is on record before they hear of it. */
async function recorded<T>(
  { context }: ApiContext,
  { actor }: Caller,
  tried: Tried,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal) await recordRefusal(context, actor, error, tried);
    throw error;
  }
}

/** The case that a request is about, as it names it. */
function namedIn(asked: object): unknown {
  const { reference, caseId } = asked as { reference?: unknown; caseId?: unknown };
  return reference ?? caseId;
}

function addDeed(scope: FastifyInstance, api: ApiContext, operation: DeedOperation): void {
  const { action, status } = operation;
  const bodyLimit = bodiesMax[action.deed];
  const limits = bodyLimit === undefined ? {} : { bodyLimit };
  scope.post(routerPath(action.path), limits, async (request, reply) => {
    const caller = await callerOf(api, request);
    const params = request.params as Readonly<Record<string, string>>;
    const sent = { body: request.body, params };
    const tried = { what: action.deed, on: namedIn({ ...(request.body as object), ...params }) };
    const done = await recorded(api, caller, tried, () =>
      performOperation(api.context, operation, caller, sent),
    );
    return reply.code(status).send(done);
  });
}
