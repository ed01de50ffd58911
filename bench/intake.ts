/**
 * How many reports a second are taken to disk through the HTTP front door of the real server, beside
 * the bare rate of one-row transactions on the same PostgreSQL in the same run.
 */
import { Agent, request } from "node:http";
import pg from "pg";
import { perform } from "../src/actions/action.ts";
import { takeReport } from "../src/actions/reports/take-report.ts";
import type { RunningContext } from "../test/support/running-context.ts";
import type { Row } from "./support/benchmarks-page.ts";
import { median, rounded } from "./support/percentile.ts";
import { withDatabase } from "./support/with-database.ts";
import { type Measuring, withParley } from "./support/with-parley.ts";

export const name = "intake";

export const about = `Reports of about 1 kB, fsync on. First the action alone, in the process that
calls it: read by its schema, sealed, its row and its job committed. Then the same posted to
/api/v1/reports of the real server by keep-alive connections of one client process that shares the
machine; the jobs that register reports and write acknowledgements run meanwhile as always. Beside
each: begin, insert of one row of the size of a sealed report, commit, by pg directly over as many
connections of the same server. Three rounds of both in turn after a warm-up, medians.`;

const concurrencies = [8, 32];
const rounds = 3;
const warmRounds = 3;
const roundMs = 3_000;

export async function run(): Promise<Row[]> {
  return [...(await withDatabase(toDisk)), ...(await withParley({}, throughTheDoor))];
}

/** The action alone: what the door adds is seen by comparison. */
async function toDisk(at: RunningContext): Promise<Row[]> {
  await makeBareTable(at);
  const input = { ...report, answersBy: "mail" };
  const takeOne = async () =>
    void (await perform(at.context, takeReport, { kind: "anyone" }, input));
  return measured(at, "reports to disk, by the action alone", (lines) => rateOf(lines, takeOne));
}

async function throughTheDoor(at: Measuring): Promise<Row[]> {
  await makeBareTable(at);
  return measured(at, "reports taken over HTTP", async (lines) => {
    const taken = await intakeRate(at, lines);
    await dropJobs(at);
    return taken;
  });
}

async function makeBareTable({ admin }: RunningContext): Promise<void> {
  await admin.query("create table bare_rows (id uuid primary key, sealed bytea not null)");
}

async function measured(
  at: RunningContext,
  what: string,
  rate: (lines: number) => Promise<number>,
): Promise<Row[]> {
  // A program that has just started is still being compiled; one that serves for a day is not.
  for (let warm = 0; warm < warmRounds; warm += 1) await rate(32);
  const rows: Row[] = [];
  for (const connections of concurrencies) {
    const bare: number[] = [];
    const taken: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      bare.push(await bareRate(at, connections));
      taken.push(await rate(connections));
    }
    rows.push({
      metric: `${what}, ${connections} at a time`,
      value: Math.round(median(taken)),
      unit: "reports/s",
      beside: `${Math.round(median(bare)).toLocaleString("en")} one-row transactions/s`,
      ratio: rounded(median(taken) / median(bare), 2),
    });
  }
  return rows;
}

/** Runs `once` in so many lines at a time; how often a second it came to its end. */
async function rateOf(lines: number, once: (line: number) => Promise<void>): Promise<number> {
  const started = performance.now();
  let done = 0;
  const oneLine = async (line: number) => {
    while (performance.now() - started < roundMs) {
      await once(line);
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: lines }, (_, line) => oneLine(line)));
  return (done * 1000) / (performance.now() - started);
}

async function bareRate(
  { connectionFor, context }: RunningContext,
  lines: number,
): Promise<number> {
  const pool = new pg.Pool({ ...connectionFor("admin"), max: lines });
  const sealed = Buffer.from(context.randomBytes(1_100));
  const insert = { name: "bare", text: "insert into bare_rows (id, sealed) values ($1, $2)" };
  try {
    return await rateOf(lines, async () => {
      const client = await pool.connect();
      await client.query("begin");
      await client.query({ ...insert, values: [context.newId(), sealed] });
      await client.query("commit");
      client.release();
    });
  } finally {
    await pool.end();
  }
}

let networks = 0;

async function intakeRate({ baseUrl }: Measuring, lines: number): Promise<number> {
  const agents = Array.from({ length: lines }, () => new Agent({ keepAlive: true, maxSockets: 1 }));
  const body = Buffer.from(JSON.stringify(report));
  // Each connection comes from an address of its own: the limit of one source is not measured.
  networks += 1;
  const network = `127.0.${networks}`;
  try {
    return await rateOf(lines, async (line) => {
      const answer = await post(
        `${baseUrl}/api/v1/reports`,
        body,
        agents[line],
        `${network}.${line + 1}`,
      );
      if (answer.status !== 201 || !answer.body.includes("receiptCode")) {
        throw new Error(`a report was answered ${answer.status} ${answer.body}`);
      }
    });
  } finally {
    for (const agent of agents) agent.destroy();
  }
}

const report = {
  product: "Gateway firmware 4.2",
  description: "A crafted header of a packet reads past its buffer. ".repeat(12),
  reproduction: "Send the packet of the attached description to port 80. ".repeat(4),
  email: "finder@reporter.example",
  name: "A finder",
};

function post(url: string, body: Buffer, agent: Agent | undefined, localAddress: string) {
  return new Promise<{ status: number; body: string }>((resolve, reject) => {
    const headers = { "content-type": "application/json", "content-length": body.length };
    const sent = request(url, { method: "POST", agent, localAddress, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }),
      );
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

/** The jobs of this round would slow down what is measured next. */
async function dropJobs({ admin }: Measuring): Promise<void> {
  await admin.query("delete from outbox");
  await admin.query("delete from pgboss.job where state in ('created', 'retry')");
}
