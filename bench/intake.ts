/**
 * How many reports a second are taken to disk through the HTTP front door of the real server, beside
 * the bare rate of one-row transactions on the same PostgreSQL in the same run.
 */
import { Agent, request } from "node:http";
import pg from "pg";
import type { Row } from "./support/benchmarks-page.ts";
import { median, rounded } from "./support/percentile.ts";
import { type Measuring, withParley } from "./support/with-parley.ts";

export const name = "intake";

export const about = `Reports of about 1 kB posted to /api/v1/reports by keep-alive connections from one
client process, on the same machine as the server; fsync on, the jobs that register reports, write
acknowledgements and sign them run meanwhile as always. Beside it: begin, insert of one row of the
size of a sealed report, commit, by pg directly over as many connections of the same server, while
no jobs wait. Three rounds of both in turn, medians. Every answer is 201 with a receipt code.`;

const concurrencies = [8, 32];
const rounds = 3;
const roundMs = 4_000;

export async function run(): Promise<Row[]> {
  return withParley({}, async (at) => {
    await at.admin.query("create table bare_rows (id uuid primary key, sealed bytea not null)");
    const rows: Row[] = [];
    for (const connections of concurrencies) rows.push(await measured(at, connections));
    return rows;
  });
}

async function measured(at: Measuring, connections: number): Promise<Row> {
  const bare: number[] = [];
  const taken: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await drained(at);
    bare.push(await bareRate(at, connections));
    taken.push(await intakeRate(at, connections));
  }
  return {
    metric: `reports taken, ${connections} connections`,
    value: Math.round(median(taken)),
    unit: "reports/s",
    beside: `${Math.round(median(bare)).toLocaleString("en")} one-row transactions/s`,
    ratio: rounded(median(taken) / median(bare), 2),
  };
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

async function bareRate({ connectionFor, context }: Measuring, lines: number): Promise<number> {
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

async function intakeRate({ baseUrl }: Measuring, lines: number): Promise<number> {
  const agents = Array.from({ length: lines }, () => new Agent({ keepAlive: true, maxSockets: 1 }));
  const body = Buffer.from(JSON.stringify(report));
  try {
    return await rateOf(lines, async (line) => {
      // Each line comes from an address of its own: the limit of one source is not measured here.
      const answer = await post(
        `${baseUrl}/api/v1/reports`,
        body,
        agents[line],
        `127.0.7.${line + 1}`,
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

/** The jobs of the round before are done with, so that they slow down neither side. */
async function drained({ admin }: Measuring): Promise<void> {
  await admin.query("delete from outbox");
  await admin.query("delete from pgboss.job where state in ('created', 'retry')");
  await admin.query("checkpoint");
}
