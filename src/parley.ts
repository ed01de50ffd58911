/**
 * Builds and joins the whole program in the order in which its parts need each other, and takes it
 * down in the reverse order. Knows no rule; holds no state but what it must close.
 */
import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import fastify from "fastify";
import pg from "pg";
import { settleStrangers } from "./actions/access/record-access.ts";
import { makeCheckpoint } from "./actions/checkpoints/make-checkpoint.ts";
import { keepMail } from "./actions/demonstration/keep-mail.ts";
import { ensureOwnKeys } from "./actions/keys/ensure-own-keys.ts";
import { createFirstAdministrator } from "./actions/people/create-first-administrator.ts";
import { ensureHouse } from "./actions/people/ensure-house.ts";
import { reapplyErasures } from "./actions/retention/reapply-erasures.ts";
import { type CommandLineContext, commandLineRoutes } from "./api/command-line-routes.ts";
import { listenOnSocket } from "./api/listen-on-socket.ts";
import type { Closers } from "./closers.ts";
import type { Config } from "./config.ts";
import type { KeyOutside } from "./core/keys/own-key-tools.ts";
import type { Actor } from "./core/people/actor.ts";
import { problemInWords } from "./core/policy/policy-problem.ts";
import { type CsafChecker, makeCsafChecker } from "./formats/csaf/check-csaf.ts";
import { clearSigned } from "./formats/mail/detached-signature.ts";
import type { MailReader } from "./formats/mail/mail-reader.ts";
import { clamavScanner, noScanner } from "./integrations/clamav/clamav-scanner.ts";
import { keyFetcher } from "./integrations/key-address/fetch-key.ts";
import { alertPost } from "./integrations/webhooks/send-signed.ts";
import { keyDirectory } from "./integrations/wkd/look-up-key.ts";
import { seedDemonstration } from "./jobs/demonstration/seed.ts";
import { fileInspector } from "./jobs/files/file-inspector.ts";
import { followPolicy } from "./jobs/follow-policy.ts";
import { importArchivedThread } from "./jobs/import-thread.ts";
import { jobMetrics } from "./jobs/job-metrics.ts";
import { type JobSystem, startJobs } from "./jobs/job-system.ts";
import { checkOwnKeys } from "./jobs/keys/check-own-keys.ts";
import { type Schedule, startSchedule, type Timer } from "./jobs/schedule.ts";
import type { TaskContext } from "./jobs/task-context.ts";
import { holidaysOf } from "./lib/holidays.ts";
import type { Log } from "./lib/log.ts";
import { outgoingFetch } from "./lib/outgoing-fetch.ts";
import { projectRoot } from "./lib/project-root.ts";
import { uuid7Maker } from "./lib/uuid7.ts";
import type { MailboxesFile } from "./mailboxes-file.ts";
import { measured } from "./measured.ts";
import { keysOutsideOf } from "./open-key-file.ts";
import {
  authenticatorOf,
  mailboxesOf,
  type OpenedMail,
  openMail,
  probedAs,
  probesOf,
  probingOf,
  transportOf,
} from "./open-mail.ts";
import { openMailReader } from "./open-mail-reader.ts";
import { outsideTimers } from "./open-outside.ts";
import { openSignOn } from "./open-sign-on.ts";
import { knownTrackers, openTrackers } from "./open-trackers.ts";
import { packEvidence } from "./pack-evidence.ts";
import { packForwarded } from "./pack-forwarded.ts";
import { packPerson } from "./pack-person.ts";
import { openPolicyBook, type PolicyBook } from "./policy-book.ts";
import { listenError, mustBeFree } from "./ports.ts";
import { buildSite } from "./site.ts";
import { keepPolicySteady } from "./steady-policy.ts";
import { refuseOlderDatabase } from "./store/admin/accept-older.ts";
import { refuseUnfinishedRestore } from "./store/admin/backup/unfinished-restore.ts";
import { makeCommandLineSocket } from "./store/admin/command-line-socket.ts";
import { sealWhereNew } from "./store/admin/seal-anew.ts";
import type { Context } from "./store/context.ts";
import { ensureHashRoot, masterKeyOn } from "./store/keys/hash-root.ts";
import { keySourceOf, keysOfStart } from "./store/keys/key-source.ts";
import { hasOwnKeys } from "./store/keys/reader.ts";
import { migrate } from "./store/migrate.ts";
import { erasureLog, erasureLogBeside } from "./store/retention/erasure-log.ts";
import { fileVault } from "./store/sealing/file-vault.ts";
import type { HeldMasterKey } from "./store/sealing/master-key.ts";
import { changeSealer } from "./store/seals/change-sealer.ts";
import type { DatabaseServer } from "./store/server/database-server.ts";
import { openDatabaseServer } from "./store/server/open-database-server.ts";
import { inTransaction, type Pools, type Tx } from "./store/transaction.ts";
import { loadAssets } from "./web/server/assets.ts";

const starter: Actor = { kind: "system", task: "start" };

/** What the person at the terminal is told. */
export interface Started {
  readonly baseUrl: string;
  readonly demonstration: boolean;
  readonly mailLeaves: boolean;
  readonly lmtpPort: number | null;
  readonly smtpPort: number | null;
  /** For the first administrator; null once somebody accepted it. */
  readonly administratorLink: string | null;
  readonly seats: readonly { readonly role: string; readonly link: string }[];
  /** Why the policy file is not followed; null where it is. */
  readonly policyProblem: string | null;
  /** Reads the policy file again. */
  reloadPolicy(): Promise<void>;
}

type Running = {
  config: Config;
  log: Log;
  closers: Closers;
  mailboxes: MailboxesFile;
  reader: MailReader;
  keysOutside: ReadonlyMap<string, KeyOutside>;
  /** Ask other sites for reports. */
  outside: readonly Timer[];
};

/** Starts everything. Where something fails, the caller closes what `closers` holds. */
export async function startParley(config: Config, log: Log, closers: Closers): Promise<Started> {
  const run = await runningOf(config, log, closers);
  const port = await mustBeFree(config.host, config.port);
  const baseUrl = config.baseUrl ?? `http://localhost:${port}`;
  const server = await openDatabase(run);
  const pools = openPools(run, server);
  const { context, book, masterKey } = await makeContext(run, pools, baseUrl);
  // Before anything is written on top of what somebody handed back.
  await context.transaction(starter, (tx) =>
    refuseOlderDatabase(tx, masterKey, config.checkpointFile),
  );
  const on = await makeTaskContext(run, context);
  const seats = await furnish(on);
  // Before anybody is let in: an upgrade's rows are sealed in the shape that it gave them.
  await sealWhereNew(context, server.connectionFor("keeper"));
  // Not before: an event needs the master key, which is proven now.
  await book.reload(context);
  // Before anybody is let in, and before a letter leaves: what a restored backup brought back goes again.
  await reapplyErasures(context).catch((err: unknown) =>
    log.error({ err }, "the log of erasures could not be followed to its end; see parley verify"),
  );
  const registry = measured(pools, context);
  closers.add("checkpoint", () => makeCheckpoint(context, config.checkpointFile));
  closers.add("refused strangers", () => settleStrangers(context));
  const timers = [followPolicy(on, () => book.refresh(context)), ...run.outside];
  const schedule = startSchedule({ on, checkpointFile: config.checkpointFile, timers });
  closers.add("schedule", () => schedule.stop());
  let jobs: JobSystem | undefined;
  const observe = jobMetrics(registry, context, async () => (await jobs?.countDeadLetters()) ?? 0);
  jobs = await startJobs({ on, connection: server.connectionFor("worker"), observe });
  closers.add("jobs", () => jobs?.stop(3_000));
  const { overview, deadLetters, retryDeadLetters } = jobs;
  let mail: OpenedMail | undefined;
  await openCommandLine(run, {
    context,
    mailBytesMax: config.mailBytesMax,
    jobs: async () => [
      ...(await overview()),
      ...(await deadLetters()),
      ...schedule.overview(),
      ...(mail?.mailboxes() ?? []),
    ],
    retryJobs: retryDeadLetters,
    importThread: (thread) => importArchivedThread(on, thread),
    reloadKeys: () => reloadKeys(config, context, masterKey),
    probing: probingOf(run, on),
    policyFile: {
      path: book.file,
      reload: () => book.reload(context),
      add: (text) => book.add(context, text),
    },
  });
  await openSite(run, { context, registry, port, book });
  mail = await openMail(run, context);
  scheduleTrials(run, schedule);
  warmUpLater(run, on.checker);
  const { link } = await createFirstAdministrator.run(context, starter, {});
  return {
    baseUrl,
    demonstration: config.demonstration,
    mailLeaves: mail.leaves,
    lmtpPort: mail.lmtpPort,
    smtpPort: mail.smtpPort,
    administratorLink: link,
    seats,
    policyProblem: context.policyProblem ? problemInWords(context.policyProblem) : null,
    reloadPolicy: () => book.reload(context),
  };
}

/** They ask the site and write to us as anybody would: both must be open. */
function scheduleTrials(run: Running, schedule: Schedule): void {
  schedule.add({ name: "published keys", everySeconds: 3_600, run: (on) => checkOwnKeys(on) });
  for (const timer of probesOf(run)) schedule.add(timer);
}

async function runningOf(config: Config, log: Log, closers: Closers): Promise<Running> {
  const reader = await openMailReader(config);
  closers.add("mail thread", () => reader.close());
  const keysOutside = await keysOutsideOf(config, reader, new Date());
  const outside = await outsideTimers(config);
  const mailboxes = await mailboxesOf(config);
  return { config, log, closers, mailboxes, reader, keysOutside, outside };
}

/** Answers the id of the key that wraps now. */
async function reloadKeys(
  config: Config,
  context: Context,
  masterKey: HeldMasterKey,
): Promise<string> {
  const keys = await keySourceOf(config).load();
  // Proven first: a key file that went wrong must not lock a running server out.
  if (keys && (await context.transaction(starter, (tx) => masterKeyOn(tx, keys)))) {
    masterKey.follow(keys);
  }
  return masterKey.id;
}

async function openDatabase({ config, log, closers }: Running): Promise<DatabaseServer> {
  await refuseUnfinishedRestore(config.dataDirectory);
  const server = await openDatabaseServer({
    databaseUrl: config.databaseUrl,
    dataDirectory: config.dataDirectory,
    log,
  });
  closers.add("database", () => server.stop());
  await mkdir(join(config.dataDirectory, "files"), { recursive: true, mode: 0o700 });
  const applied = await migrate(server.connectionFor("owner"), new Date());
  if (applied.length > 0) log.info({ applied: applied.length }, "migrations applied");
  return server;
}

function openPools({ log, closers }: Running, server: DatabaseServer): Pools {
  const pool = (role: "app" | "worker", max: number) => {
    const made = new pg.Pool({
      ...server.connectionFor(role),
      max,
      pipeline: true,
      connectionTimeoutMillis: 5_000,
      // A server that hangs is as good as away; a task may take longer over a statement than a page.
      query_timeout: role === "app" ? 15_000 : 60_000,
    });
    // An idle connection that is cut is no event: the next transaction makes another.
    made.on("error", (err) => log.warn({ err }, "a database connection was cut"));
    closers.add(`${role} connections`, () => made.end());
    return made;
  };
  return { app: pool("app", 16), worker: pool("worker", 8) };
}

async function makeContext(
  run: Running,
  pools: Pools,
  baseUrl: string,
): Promise<{ context: Context; book: PolicyBook; masterKey: HeldMasterKey }> {
  const { config, log } = run;
  const now = () => new Date();
  const random = (count: number) => new Uint8Array(randomBytes(count));
  const unsealed = <T>(actor: Actor, work: (tx: Tx) => Promise<T>) =>
    inTransaction(pools, now(), actor, work);
  const masterKey = await openMasterKey(config, random, unsealed);
  const sealing = { ...pools, seal: changeSealer(masterKey, random) };
  const transaction = <T>(actor: Actor, work: (tx: Tx) => Promise<T>) =>
    inTransaction(sealing, now(), actor, work);
  const book = await openPolicyBook(config.policyFile, { transaction }, log);
  const context: Context = {
    now,
    newId: uuid7Maker(now, random),
    randomBytes: random,
    masterKey,
    files: fileVault(join(config.dataDirectory, "files")),
    fileLimits: config.fileLimits,
    get policies() {
      return book.versions();
    },
    get policyProblem() {
      return book.problem();
    },
    baseUrl,
    demonstration: config.demonstration,
    mailboxes: [...run.mailboxes.mailboxes, ...run.mailboxes.addresses],
    shadow: config.mail.shadow,
    trackers: await knownTrackers(config),
    tryRules: config.mail.tryRules,
    replyAddresses: config.demonstration || config.mail.replyAddresses,
    hasSingleSignOn: config.signOn !== undefined,
    localSignInFor: config.localSignInFor,
    holidaysIn: holidaysOf,
    packEvidence,
    packPerson,
    packFiles: packForwarded,
    ownKeyTools: run.reader,
    keysOutside: run.keysOutside,
    signText: (text, armored, at) => clearSigned(text, { armored }, at),
    erasureLog: erasureLog(erasureLogBeside(config.checkpointFile), masterKey),
    transaction,
  };
  return { context, book, masterKey };
}

/** The keys at hand, proven by what they wrote, with the root of all hashes. */
async function openMasterKey(
  config: Config,
  random: (count: number) => Uint8Array,
  transaction: Context["transaction"],
): Promise<HeldMasterKey> {
  const hasData = await transaction(starter, hasOwnKeys);
  const keys = await keysOfStart(config, hasData, random);
  return transaction(starter, async (tx) => {
    await ensureHashRoot(tx, keys, { now: new Date(), nonce: random(12) });
    return masterKeyOn(tx, keys);
  });
}

/** So that no publication waits for the rules of CSAF to load, and the start does not either. */
function warmUpLater({ log, closers }: Running, checker: CsafChecker): void {
  const warmUp = () =>
    checker.warmUp().catch((err: unknown) => log.warn({ err }, "the CSAF rules did not load"));
  const timer = setTimeout(warmUp, 30_000);
  closers.add("CSAF rules", () => clearTimeout(timer));
}

async function makeTaskContext(
  run: Running,
  context: Context,
): Promise<TaskContext & { readonly checker: CsafChecker }> {
  const { config, log, closers, reader } = run;
  const checker = makeCsafChecker();
  closers.add("CSAF thread", () => checker.close());
  const inspector = fileInspector();
  closers.add("file thread", () => inspector.close());
  const scanner = config.clamav ? clamavScanner(config.clamav) : noScanner;
  const transport = transportOf(run, (mail) => keepMail(context, mail));
  const authenticate = authenticatorOf(run);
  const asks = config.mail.keyLookup && !config.demonstration;
  const lookUpKey = asks ? keyDirectory(outgoingFetch) : undefined;
  const fetchKey = asks ? keyFetcher(outgoingFetch) : undefined;
  const postAlert = alertPost(outgoingFetch, config.alertHosts);
  const asked = { authenticate, lookUpKey, fetchKey, postAlert, probedAs: probedAs(run, context) };
  const mail = { mailReader: reader, transport, trackers: await openTrackers(config), ...asked };
  return { context, ...mail, checker, inspector, scanner, log };
}

/** What every installation has, and in the demonstration its history and seats. */
async function furnish(on: TaskContext): Promise<Started["seats"]> {
  const { context } = on;
  // Proves the master key before anything is written under it. A demonstration's first keys are
  // made by its seeding, in the past of its stories.
  if (!context.demonstration || (await context.transaction(starter, hasOwnKeys))) {
    await ensureOwnKeys(context, on.mailReader);
  }
  const seats = context.demonstration ? (await seedDemonstration(on)).seats : [];
  await ensureOwnKeys(context, on.mailReader);
  await ensureHouse.run(context, starter, {});
  return seats;
}

/** The operator's socket, which only the system user that runs Parley may open. */
async function openCommandLine(
  { config, closers }: Running,
  given: CommandLineContext,
): Promise<void> {
  const local = fastify({ logger: false, forceCloseConnections: true });
  commandLineRoutes(local, given);
  await listenOnSocket(local, await makeCommandLineSocket(config.dataDirectory));
  closers.add("command line", () => local.close());
}

async function openSite(
  { config, log, closers }: Running,
  given: {
    readonly context: Context;
    readonly registry: ReturnType<typeof measured>;
    readonly port: number;
    readonly book: PolicyBook;
  },
): Promise<void> {
  const web = {
    context: given.context,
    log,
    assets: loadAssets(projectRoot()),
    onion: config.onion,
    trustProxy: config.trustProxy ?? false,
    reportsAnHour: config.reportsAnHour,
    singleSignOn: await openSignOn(config, given.context),
    metrics: { registry: given.registry, token: config.metricsToken ?? null },
  };
  const site = await buildSite(web, (app) => keepPolicySteady(app, given.book));
  closers.add("web", async () => {
    // Requests in the middle get a few seconds; what then still hangs is cut.
    const cut = setTimeout(() => site.server.closeAllConnections(), 4_000);
    await site.close().finally(() => clearTimeout(cut));
  });
  const { host } = config;
  const { port } = given;
  await site.listen({ host, port }).catch((error) => {
    throw listenError(error, host, port, "PORT");
  });
}
