/** One run: the product with mail coming and going, and kill -9 at the worst moments. */
import { chmod } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "../../test/support/free-port.ts";
import { type ParleyProcess, startParley } from "../../test/support/parley-process.ts";
import { joinRunning, type RunningContext } from "../../test/support/running-context.ts";
import { type SeededRandom, seededRandom } from "../crash/seeded-random.ts";
import { missingFrom } from "../crash/stored.ts";
import { type FaultySink, startFaultySink } from "./faulty-sink.ts";
import { type MailAccount, ourMailServer, startTraffic, type Traffic } from "./mail-traffic.ts";

const servingMs = [200, 2_500] as const;
/** A kill that waits for the sink to take a mail waits no longer. */
const takenMsMax = 8_000;
/** From the taking of a mail on: before, with and after its answer. */
const afterTakenMsMax = 40;

export class FaultRun {
  readonly account: MailAccount = { taken: [], written: [], surprises: [] };
  readonly sink: FaultySink;
  /** When the processes were killed, on the clock of the sink. */
  readonly kills: number[] = [];
  readonly #dataDirectory: string;
  readonly #logFile: string;
  readonly #ports: Ports;
  readonly #random: SeededRandom;
  #parley: ParleyProcess;
  #db: RunningContext | undefined;
  #traffic: Traffic | undefined;
  #checked = 0;

  static async prepare(directory: string, seed: number): Promise<FaultRun> {
    // The database server runs as a user of its own, who must be able to pass.
    await chmod(directory, 0o711);
    const ports = { http: await freePort(), lmtp: await freePort(), smtp: await freePort() };
    const random = seededRandom(seed);
    return new FaultRun(directory, { ports, random, sink: await startFaultySink(random) });
  }

  private constructor(
    directory: string,
    own: { ports: Ports; random: SeededRandom; sink: FaultySink },
  ) {
    this.#dataDirectory = join(directory, "data");
    this.#logFile = join(directory, "parley.log");
    this.#ports = own.ports;
    this.#random = own.random;
    this.sink = own.sink;
    this.#parley = this.#spawn();
  }

  #spawn(): ParleyProcess {
    const { lmtp, smtp, http } = this.#ports;
    const settings = {
      PARLEY_DEMO: "off",
      PARLEY_SMTP_URL: `smtp://127.0.0.1:${this.sink.port}`,
      PARLEY_LMTP_PORT: String(lmtp),
      PARLEY_SMTP_LISTEN_PORT: String(smtp),
      PARLEY_SMTP_LISTEN_RATE: "100000",
      PARLEY_MAIL_SENDER_RATE: "100000",
      PARLEY_AUTHSERV_ID: ourMailServer,
      PARLEY_KEY_LOOKUP: "off",
      PARLEY_PROBE_HOURS: "off",
    };
    const where = { dataDirectory: this.#dataDirectory, logFile: this.#logFile };
    return startParley({ ...where, settings, port: http });
  }

  get db(): RunningContext {
    if (!this.#db) throw new Error("the first start is not over");
    return this.#db;
  }

  async start(mails: { readonly in: number; readonly written: number }): Promise<void> {
    await this.#parley.ready(120_000);
    const baseUrl = `http://127.0.0.1:${this.#ports.http}`;
    this.#db = await joinRunning(this.#dataDirectory, baseUrl);
    const site = { baseUrl, lmtpPort: this.#ports.lmtp, smtpPort: this.#ports.smtp };
    const { db, account } = this;
    this.#traffic = await startTraffic({ db, account, site, mails, random: this.#random });
  }

  isOver(): boolean {
    return this.#traffic?.isOver() ?? false;
  }

  /** Kills, starts again, and says what of all that was answered since is not there. */
  async killAndRestart(): Promise<string[]> {
    // Half of the kills wait for the instant in which a mail is taken and nobody knows it yet.
    if (this.#random.next() < 0.5) await pause(this.#random.between(...servingMs));
    else await this.#untilTaken();
    await this.#parley.kill();
    this.kills.push(performance.now());
    const promised = this.account.taken.length;
    this.#parley = this.#spawn();
    await this.#parley.ready(120_000);
    const fresh = this.account.taken.slice(this.#checked, promised);
    this.#checked = promised;
    const mails = fresh.map(({ raw }) => ({ raw, encrypted: false }));
    const nothing = { reports: [], deeds: [], releases: [], surprises: [] };
    return [
      ...this.account.surprises.splice(0),
      ...(await missingFrom(this.db, { ...nothing, mails })),
    ];
  }

  async #untilTaken(): Promise<void> {
    const taken = new Promise<void>((resolve) => this.sink.onNextTaken(resolve));
    await Promise.race([taken, pause(takenMsMax)]);
    await pause(this.#random.between(0, afterTakenMsMax));
  }

  /** Until the last mail was handed over and written. */
  async trafficOver(): Promise<void> {
    await this.#traffic?.over;
  }

  state(): string {
    const { taken, written } = this.account;
    const again = taken.filter(({ tries }) => tries > 1).length;
    const handed = `${taken.length} mails taken (${again} handed over again)`;
    return `${handed}, ${written.length} written, ${this.sink.arrivals.length} arrived`;
  }

  async close(): Promise<void> {
    await this.#traffic?.stop();
    await this.#db?.close();
    await this.#parley.stop();
    await this.sink.close();
  }
}

interface Ports {
  readonly http: number;
  readonly lmtp: number;
  readonly smtp: number;
}
