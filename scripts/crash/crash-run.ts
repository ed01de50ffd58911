/** One run: the product on a directory of its own, the load, and the kills between. */
import { chmod } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { readKey } from "openpgp";
import { freePort } from "../../test/support/free-port.ts";
import { type ParleyProcess, startParley } from "../../test/support/parley-process.ts";
import { joinRunning, type RunningContext } from "../../test/support/running-context.ts";
import { ask } from "./client.ts";
import { between, emptyLedger, type LedgerMark, markOf } from "./ledger.ts";
import { authservId, type Load, type Site, startLoad } from "./load.ts";
import { type MailSink, startMailSink } from "./mail-sink.ts";
import { readPublishedSet } from "./published-set.ts";
import { type SeededRandom, seededRandom } from "./seeded-random.ts";
import { hireStaff } from "./staff.ts";
import { missingFrom } from "./stored.ts";
import { makeWords } from "./words.ts";

/** So many kills of a hundred come while Parley is still starting. */
const whileStarting = 0.15;
const startingMsMax = 1_500;
const servingMs = [50, 2_000] as const;
/**
 * Every so many kills the product may breathe until a publication is released, and is killed while
 * the worker writes its files: kills without a pause are faster than the job queue notices that
 * its worker died, and would hardly ever meet a publication.
 */
const breathEvery = 4;
const breathMsMax = 30_000;
const publishingMsMax = 1_200;

export class CrashRun {
  readonly dataDirectory: string;
  readonly logFile: string;
  readonly sink: MailSink;
  readonly site: Site;
  readonly settings: Readonly<Record<string, string>>;
  readonly ledger = emptyLedger();
  readonly words = makeWords();
  readonly checkedPaths = new Set<string>();
  kills = 0;
  killedProcesses = 0;
  readonly restartMs: number[] = [];
  readonly #port: number;
  readonly #random: SeededRandom;
  #checked: LedgerMark = markOf(this.ledger);
  #parley: ParleyProcess;
  #db: RunningContext | undefined;
  #load: Load | undefined;

  static async prepare(directory: string, seed: number): Promise<CrashRun> {
    // The database server runs as a user of its own, who must be able to pass.
    await chmod(directory, 0o711);
    const [port, lmtpPort] = [await freePort(), await freePort()];
    return new CrashRun(directory, { port, lmtpPort, seed, sink: await startMailSink() });
  }

  private constructor(
    directory: string,
    own: { port: number; lmtpPort: number; seed: number; sink: MailSink },
  ) {
    this.dataDirectory = join(directory, "data");
    this.logFile = join(directory, "parley.log");
    this.sink = own.sink;
    this.site = { baseUrl: `http://127.0.0.1:${own.port}`, lmtpPort: own.lmtpPort };
    this.#port = own.port;
    this.#random = seededRandom(own.seed);
    this.settings = {
      PARLEY_DEMO: "off",
      PARLEY_SMTP_URL: `smtp://127.0.0.1:${own.sink.port}`,
      PARLEY_LMTP_PORT: String(own.lmtpPort),
      PARLEY_MAIL_SENDER_RATE: "100000",
      PARLEY_AUTHSERV_ID: authservId,
      PARLEY_LOG_LEVEL: "debug",
      PARLEY_PROBE_HOURS: "off",
    };
    this.#parley = this.#spawn();
  }

  #spawn(): ParleyProcess {
    const { dataDirectory, logFile, settings } = this;
    return startParley({ dataDirectory, logFile, settings, port: this.#port });
  }

  get db(): RunningContext {
    if (!this.#db) throw new Error("the first start is not over");
    return this.#db;
  }

  /** The first start, which is itself killed a few times before it gets anywhere. */
  async start(): Promise<void> {
    for (let early = 0; early < 3; early += 1) {
      await pause(this.#random.between(0, startingMsMax));
      await this.#kill();
      this.#parley = this.#spawn();
    }
    await this.#parley.ready(120_000);
    this.#db = await joinRunning(this.dataDirectory, this.site.baseUrl);
    const staff = await hireStaff(this.#db);
    const { site, ledger, words } = this;
    const teamKey = await readKey({ armoredKey: (await ask(`${site.baseUrl}/key.asc`)).body });
    this.#load = startLoad({ site, ledger, words, staff, teamKey, random: this.#random });
  }

  /** Kills at a random moment, starts again without any other deed, and says what is missing. */
  async killAndRestart(): Promise<string[]> {
    if (this.restartMs.length % breathEvery === breathEvery - 1) await this.#breathe();
    else await pause(this.#random.between(...servingMs));
    await this.#kill();
    while (this.#random.next() < whileStarting) {
      this.#parley = this.#spawn();
      await pause(this.#random.between(0, startingMsMax));
      await this.#kill();
    }
    const promised = markOf(this.ledger);
    this.#parley = this.#spawn();
    this.restartMs.push(await this.#parley.ready());
    const fresh = between(this.ledger, this.#checked, promised);
    this.#checked = promised;
    return [
      ...this.ledger.surprises.splice(0),
      ...(await missingFrom(this.db, fresh)),
      ...(await this.publishedSet()),
    ];
  }

  /** Until the next publication is released, and a moment of its writing longer. */
  async #breathe(): Promise<void> {
    const { releases } = this.ledger;
    const before = releases.length;
    const until = performance.now() + breathMsMax;
    while (releases.length === before && performance.now() < until) await pause(20);
    await pause(this.#random.between(0, publishingMsMax));
  }

  async #kill(): Promise<void> {
    this.killedProcesses += await this.#parley.kill();
    this.kills += 1;
  }

  /** The published set as readers see it; documents that were read before are not read again. */
  async publishedSet(): Promise<string[]> {
    const { wrong, paths } = await readPublishedSet(this.site.baseUrl, this.checkedPaths);
    const gone = [...this.checkedPaths].filter((path) => !paths.includes(path));
    for (const path of paths) this.checkedPaths.add(path);
    return [...wrong, ...gone.map((path) => `${path} was published and is listed no more`)];
  }

  async endLoad(): Promise<void> {
    await this.#load?.stop();
    this.#load = undefined;
  }

  state(): string {
    const { reports, mails, deeds, releases } = this.ledger;
    const taken = `${reports.length} reports, ${mails.length} mails, ${deeds.length} deeds`;
    const restart = `restart ${Math.round(this.restartMs.at(-1) ?? 0)} ms`;
    return `${taken}, ${releases.length} releases, ${this.killedProcesses} processes killed, ${restart}`;
  }

  async close(): Promise<void> {
    await this.endLoad();
    await this.#db?.close();
    await this.#parley.stop();
    await this.sink.close();
  }

  /** Ends gracefully, so that all it still had in memory is in its files. */
  async stopParley(): Promise<void> {
    await this.#db?.close();
    this.#db = undefined;
    await this.#parley.stop();
  }
}
