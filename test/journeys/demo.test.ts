/** `parley demo` on a started Parley: the command, the server and the mail between them are the real ones. */
import { execFile } from "node:child_process";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { projectRoot } from "../../src/lib/project-root.ts";
import { freePort } from "../support/free-port.ts";
import { ordinary, type ParleyProcess, startParley } from "../support/parley-process.ts";
import { demonstrationFolder } from "../support/product.ts";

interface Step {
  readonly step: number;
  readonly title: string;
  readonly ok: boolean;
  readonly saw: readonly string[];
  readonly look?: string;
}

let directory: string;
let port: number;
let lmtpPort: number;
let parley: ParleyProcess;

beforeAll(async () => {
  directory = await demonstrationFolder();
  port = await freePort();
  lmtpPort = await freePort();
  parley = startParley({
    dataDirectory: join(directory, "data"),
    port,
    settings: { PARLEY_LMTP_PORT: String(lmtpPort) },
    logFile: join(directory, "log"),
  });
  await parley.ready(110_000);
});
afterAll(async () => {
  await parley.stop();
  await rm(directory, { recursive: true, force: true });
});

function demo(...options: string[]): Promise<{ code: number; steps: Step[]; err: string }> {
  const env = { ...ordinary(), PORT: String(port), PARLEY_DATA: join(directory, "data") };
  const args = [join(projectRoot(), "bin", "parley"), "demo", "--json", ...options];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env }, (error, out, err) => {
      const lines = out.split("\n").filter((line) => line !== "");
      const steps = lines.map((line) => JSON.parse(line) as Step);
      resolve({ code: error ? Number(error.code) : 0, steps, err });
    });
  });
}

const journey = [
  "The demonstration is there",
  "The reporter fetches the team's key",
  "The reporter makes a key pair",
  "The reporter sends the report, signed and encrypted",
  "The acknowledgement comes, and gives nothing away",
  "An analyst opens the case and sees what is promised",
  "The report is decided to be relevant, and the reporter is told",
  "The vulnerability is scored",
  "The affected products and versions are recorded",
  "A correction is planned, and its date is told to the reporter",
  "The analyst asks, and our clocks stand still",
  "The reporter answers by encrypted mail, and it lands in the thread",
  "The conclusion is told to the reporter",
  "The correction is delivered with the record of its test, and told",
  "The lead drafts an advisory from what the case knows",
  "The lead writes its words and asks for approval",
  "Whoever wrote it cannot approve it",
  "A second person approves and publishes",
  "A scanner finds the CSAF document by the ROLIE feed",
  "Its hashes are right",
  "Its signature is the team's",
  "It passes the CSAF 2.0 schema and mandatory tests",
  "It stands in the public table, the index and the changes",
  "The reporter is told that it is published",
];

test("the play goes from an encrypted mail to a published, validated advisory, every step seen", async () => {
  const { code, steps, err } = await demo();
  expect({ code, failed: steps.filter((step) => !step.ok), err }).toMatchObject({
    code: 0,
    failed: [],
  });
  expect(steps.map((step) => step.title)).toEqual(journey);
  // Every link that it names answers to a visitor or asks for a sign-in.
  for (const { look } of steps.filter((step) => step.look)) {
    const response = await fetch(look ?? "", { redirect: "manual" });
    expect([look, response.status < 404]).toEqual([look, true]);
  }
});

test("the play goes by LMTP too, and twice on one installation", async () => {
  const { code, steps } = await demo("--lmtp", `127.0.0.1:${lmtpPort}`);
  expect([code, steps.length]).toEqual([0, journey.length]);
});

test("[VEN-34] a freshly started demonstration shows the five notices on its public page", async () => {
  const page = await (await fetch(`${parley.baseUrl}/publications`)).text();
  const rows = [
    ["CVE-2024-3094 Linux XZ-Utils Vulnerability", "2024-04-11"],
    ["Apache Log4j Security Vulnerability", "2022-01-05"],
    ["Embedded TCP/IP Stacks – Amnesia:33", "2021-05-28"],
    ["Ripple20", "2020-08-27"],
    ["SIMJacker Vulnerability", "2020-05-15"],
  ] as const;
  const places = rows.map(([title]) => page.indexOf(title));
  expect(places.every((place) => place > 0)).toBe(true);
  expect(places).toEqual([...places].sort((a, b) => a - b));
  for (const [, date] of rows) expect(page).toContain(date);
});
