/**
 * What the command line asks about the policy, on the operator's socket: what is in force, whether
 * the file is followed, the text of a version, and to read the file or a further text.
 */
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Actor } from "../core/people/actor.ts";
import { inForceAt } from "../core/policy/in-force.ts";
import type { Policy } from "../core/policy/policy.ts";
import { Refusal } from "../core/refusal.ts";
import type { Context } from "../store/context.ts";
import { storedPolicies } from "../store/policies/reader.ts";

const commandLine: Actor = { kind: "system", task: "command-line" };

export interface PolicyFileControl {
  readonly path: string;
  /** Reads the file again; what is wrong with it shows as the context's policy problem. */
  reload(): Promise<void>;
  /** Adds the version in this text. Refuses what is wrong with it. */
  add(text: string): Promise<Policy>;
}

/** A policy's text is at most a million characters; as JSON each may take six bytes. */
const bodyLimit = 8 * 1024 * 1024;
const sentText = z.strictObject({ text: z.string() });
const wantedVersion = z.object({ version: z.coerce.number().int() });

export function policyCommandRoutes(
  scope: FastifyInstance,
  context: Context,
  file: PolicyFileControl,
): void {
  scope.get("/command-line/policy", async () => statusOf(context, file.path));
  scope.post("/command-line/policy/reload", async () => {
    await file.reload();
    return statusOf(context, file.path);
  });
  scope.post("/command-line/policy/versions", { bodyLimit }, async (request, reply) => {
    const sent = sentText.safeParse(request.body);
    if (!sent.success) throw new Refusal("request.malformed");
    const { version } = await file.add(sent.data.text);
    return reply.code(201).send({ added: version, ...statusOf(context, file.path) });
  });
  scope.get("/command-line/policy/versions/:version", async (request) => {
    const wanted = wantedVersion.safeParse(request.params);
    const version = wanted.success ? wanted.data.version : 0;
    const stored = await context.transaction(commandLine, storedPolicies);
    const found = stored.find((each) => each.version === version);
    if (!found) throw new Refusal("policy.unknown-version", { version });
    return { name: found.policyId, version, text: found.body };
  });
}

function statusOf(context: Context, file: string) {
  const { policies, policyProblem } = context;
  const named = ({ name, version, inForceFrom }: Policy) => ({ name, version, inForceFrom });
  return {
    file,
    inForce: named(inForceAt(policies, context.now())),
    versions: policies.map(named),
    problem: policyProblem ?? null,
  };
}
