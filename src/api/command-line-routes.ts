/**
 * What the command line asks of the running server, through a socket that only the system user
 * that runs Parley may open. Acts as the system, for an operator's deeds alone; reads no case: the
 * plain evidence pack that it can ask for holds neither name nor word.
 */
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { perform } from "../actions/action.ts";
import { makeEvidence } from "../actions/evidence/make-evidence.ts";
import { readInput } from "../actions/invalid-input.ts";
import { invitePerson } from "../actions/people/invite-person.ts";
import { takeMail } from "../actions/reports/take-mail.ts";
import { encryptedMailBytesMax } from "../core/mail/mail-size.ts";
import type { Actor } from "../core/people/actor.ts";
import { Refusal } from "../core/refusal.ts";
import { headOf } from "../store/cases/head-reader.ts";
import type { Context } from "../store/context.ts";
import { countOwed } from "../store/outbox/queue.ts";
import { adviceCommandRoutes } from "./advice-command-routes.ts";
import { answerError } from "./answer-error.ts";
import { importCommandRoutes } from "./import-command-routes.ts";
import { type PolicyFileControl, policyCommandRoutes } from "./policy-command-routes.ts";

const commandLine: Actor = { kind: "system", task: "command-line" };

export interface CommandLineContext {
  readonly context: Context;
  readonly mailBytesMax: number;
  /** What the job system says of its queues and timers, as rows to print. */
  readonly jobs?: () => Promise<readonly object[]>;
  /** Takes a thread of an archive over as one case. */
  readonly importThread?: (thread: {
    readonly mails: readonly Uint8Array[];
    readonly ours: readonly string[];
  }) => Promise<object>;
  /** Gives dead letters back to their tasks; says how many. */
  readonly retryJobs?: () => Promise<number>;
  /** Reads the master keys again, where they come from, and answers the id of the one that wraps now. */
  readonly reloadKeys?: () => Promise<string>;
  /** Sends probes by the ways in for mail, and says how they stand. */
  readonly probing?: {
    begin(): Promise<readonly object[]>;
    stand(): Promise<readonly object[]>;
  };
  /** The policy file that the server follows. */
  readonly policyFile?: PolicyFileControl;
}

/** Registers the operator's routes on a server that listens on the socket and nowhere else. */
export function commandLineRoutes(app: FastifyInstance, local: CommandLineContext): void {
  const { context } = local;
  const mailBytesMax = encryptedMailBytesMax(local.mailBytesMax);
  void app.register((scope, _, done) => {
    scope.setErrorHandler(answerError);
    scope.setNotFoundHandler((request, reply) =>
      answerError(new Refusal("access.not-found"), request, reply),
    );
    scope.addContentTypeParser(
      "message/rfc822",
      { parseAs: "buffer", bodyLimit: mailBytesMax },
      (_request, body, parsed) => parsed(null, body),
    );
    scope.get("/command-line/status", async () => ({ running: true }));
    scope.get("/command-line/jobs", async () => ({
      owed: await context.transaction(commandLine, countOwed),
      jobs: (await local.jobs?.()) ?? [],
    }));
    scope.post("/command-line/jobs/retry", async () => ({
      retried: (await local.retryJobs?.()) ?? 0,
    }));
    scope.post("/command-line/keys/reload", async () => ({
      current: (await local.reloadKeys?.()) ?? context.masterKey.id,
    }));
    scope.get("/command-line/probes", async () => ({
      channels: (await local.probing?.stand()) ?? [],
    }));
    scope.post("/command-line/probes", async () => ({
      channels: (await local.probing?.begin()) ?? [],
    }));
    // The answer means: committed to disk, sealed.
    scope.post("/command-line/mail", { bodyLimit: mailBytesMax }, async (request, reply) => {
      if (!Buffer.isBuffer(request.body) || request.body.length === 0) {
        throw new Refusal("request.malformed");
      }
      const raw = new Uint8Array(request.body);
      return reply.code(201).send(await perform(context, takeMail, commandLine, { raw }));
    });
    const bodyLimit = threadBytesMax;
    scope.post("/command-line/import-thread", { bodyLimit }, async (request) => {
      const { mails, ours } = readInput(archived, request.body);
      const raws = mails.map((mail) => new Uint8Array(Buffer.from(mail, "base64")));
      return (await local.importThread?.({ mails: raws, ours })) ?? {};
    });
    scope.post("/command-line/evidence", async (request) => {
      const caseId = await caseOf(context, request.body);
      return perform(context, makeEvidence, commandLine, { caseId });
    });
    scope.post("/command-line/people", async (request, reply) =>
      reply.code(201).send(await perform(context, invitePerson, commandLine, request.body)),
    );
    adviceCommandRoutes(scope, context);
    importCommandRoutes(scope, context);
    if (local.policyFile) policyCommandRoutes(scope, context, local.policyFile);
    done();
  });
}

/** As base 64, with room for what surrounds it. */
const threadBytesMax = 192 * 1024 * 1024;

const archived = z.object({
  mails: z.array(z.base64()).min(1).max(10_000).meta({ title: "Mails of a thread" }),
  ours: z.array(z.string().max(320)).max(100).default([]).meta({ title: "Addresses of ours" }),
});

const named = z.object({ case: z.string().min(1).max(100).meta({ title: "Case" }) });

/** The id of the case of that reference or id. Refuses with access.not-found where there is none. */
async function caseOf(context: Context, body: unknown): Promise<string> {
  const { case: which } = readInput(named, body);
  const head = await context.transaction(commandLine, (tx) => headOf(tx, which));
  if (!head) throw new Refusal("access.not-found");
  return head.caseId;
}
