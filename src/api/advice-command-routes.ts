/** What the command line gives of public lists, on the operator's socket. */
import type { FastifyInstance } from "fastify";
import { perform } from "../actions/action.ts";
import { loadEpss, loadKev } from "../actions/advice/load-lists.ts";
import type { Actor } from "../core/people/actor.ts";
import type { Context } from "../store/context.ts";

const commandLine: Actor = { kind: "system", task: "command-line" };

/** EPSS's list has some 300,000 lines of 60 characters as JSON. */
const bodyLimit = 200 * 1024 * 1024;

export function adviceCommandRoutes(scope: FastifyInstance, context: Context): void {
  scope.post("/command-line/advice/epss", { bodyLimit }, async (request, reply) =>
    reply.code(201).send(await perform(context, loadEpss, commandLine, request.body)),
  );
  scope.post("/command-line/advice/kev", { bodyLimit }, async (request, reply) =>
    reply.code(201).send(await perform(context, loadKev, commandLine, request.body)),
  );
}
