/** After the last kill: the jobs drain, and everything that was ever answered is looked at again. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { projectRoot } from "../../src/lib/project-root.ts";
import { ordinary } from "../../test/support/parley-process.ts";
import { scanFiles, scanTables } from "./canary.ts";
import type { CrashRun } from "./crash-run.ts";
import { changedOriginals } from "./originals.ts";
import { missingFrom, sentMailIds, waiting, wrongAtRest } from "./stored.ts";

/** Nothing may wait for so long without anything becoming less. */
const standstillMs = 180_000;

/** What is wrong, a sentence each. */
export async function finalChecks(run: CrashRun): Promise<string[]> {
  const wrong = [
    ...run.ledger.surprises,
    ...(await drained(run)),
    ...(await missingFrom(run.db, run.ledger)),
    ...(await changedOriginals(run.db, run.ledger)),
    ...(await wrongAtRest(run.db)),
    ...(await unopenedMails(run)),
    ...(await unpublished(run)),
    ...(await wholeSet(run)),
    ...(await wrongMails(run)),
    ...(await verified(run)),
    ...(await secretsInTables(run)),
  ];
  await run.stopParley();
  return [...wrong, ...(await secretsInFiles(run))];
}

async function drained(run: CrashRun): Promise<string[]> {
  const started = performance.now();
  let least = Number.POSITIVE_INFINITY;
  let movedAt = started;
  for (;;) {
    const left = Object.entries(await waiting(run.db)).filter(([, count]) => count > 0);
    const now = performance.now();
    if (left.length === 0) {
      console.log(`jobs drained in ${Math.round((now - started) / 1000)} s`);
      return [];
    }
    const count = left.reduce((sum, [, each]) => sum + each, 0);
    if (count < least) [least, movedAt] = [count, now];
    if (now - movedAt > standstillMs) {
      return left.map(([what, each]) => `${each} ${what} wait, and nothing moves`);
    }
    await pause(500);
  }
}

/** Every mail to which 250 was said and that came encrypted was opened. */
async function unopenedMails({ db, ledger }: CrashRun): Promise<string[]> {
  const taken = ledger.mails.filter(({ encrypted }) => encrypted).length;
  const { rows } = await db.admin.query<{ opened: number; closed: number }>(
    `select count(*) filter (where decrypted)::int as opened,
            count(*) filter (where not coalesce(decrypted, false))::int as closed
       from reports where encrypted`,
  );
  const { opened = 0, closed = 0 } = rows[0] ?? {};
  console.log(`${opened} encrypted mails opened`);
  // A mail that was taken just before a kill may be in, though its sender never heard of it.
  return opened < taken || closed > 0
    ? [`of ${taken} encrypted mails ${opened} were opened, and ${closed} were not`]
    : [];
}

async function unpublished({ db, ledger }: CrashRun): Promise<string[]> {
  const { rows } = await db.admin.query<{ number: string }>(
    `select number from publications where publication_id = any ($1::uuid[]) and state <> 'published'`,
    [ledger.releases.map(({ publicationId }) => publicationId)],
  );
  return rows.map(({ number }) => `${number} was released and is not published`);
}

/** Every document again, also those that were read before. */
async function wholeSet(run: CrashRun): Promise<string[]> {
  run.checkedPaths.clear();
  const wrong = await run.publishedSet();
  const { rows } = await run.db.admin.query<{ count: number }>(
    "select count(*)::int as count from published_documents",
  );
  console.log(`${run.checkedPaths.size} published documents, each read with hashes and signature`);
  return rows[0]?.count === run.checkedPaths.size
    ? wrong
    : [...wrong, `${rows[0]?.count} documents are published, ${run.checkedPaths.size} are listed`];
}

/** Every mail that is recorded as sent came, and none says what a report said. */
async function wrongMails({ db, sink, words }: CrashRun): Promise<string[]> {
  const sent = await sentMailIds(db);
  const lost = sent.filter((id) => !sink.arrivals.has(id));
  const unknown = [...sink.arrivals.keys()].filter((id) => !sent.includes(id));
  const again = [...sink.arrivals.values()].filter((count) => count > 1).length;
  console.log(`${sent.length} mails sent; ${again} came twice under the same Message-ID`);
  const telling = sink.holding(words.secret);
  return [
    ...lost.map((id) => `${id} is recorded as sent and never came`),
    ...unknown.map((id) => `${id} came and belongs to nothing`),
    ...(telling > 0 ? [`${telling} outgoing mails hold words of a report`] : []),
  ];
}

async function verified({ dataDirectory, settings }: CrashRun): Promise<string[]> {
  const program = join(projectRoot(), "bin", "parley");
  const env = { ...ordinary(), ...settings, PARLEY_DATA: dataDirectory };
  return new Promise((resolve) => {
    execFile(process.execPath, [program, "verify"], { env }, (error, stdout, stderr) => {
      console.log(`parley verify: ${stdout.trim().split("\n").at(-1)}`);
      resolve(error ? [`parley verify fails: ${stdout}${stderr}`] : []);
    });
  });
}

async function secretsInTables({ db, words }: CrashRun): Promise<string[]> {
  const found = await scanTables(db.admin, [words.secret, words.person]);
  const control = await scanTables(db.admin, [words.published]);
  return [
    ...found.map((table) => `words of a report stand in the table ${table}`),
    ...(control.length === 0 ? ["the scan of tables does not find what is published"] : []),
  ];
}

async function secretsInFiles({ dataDirectory, logFile, words }: CrashRun): Promise<string[]> {
  const secrets = [words.secret, words.person];
  // The log lies beside the data directory, in the run's own folder.
  const scan = await scanFiles(join(logFile, ".."), secrets);
  const control = await scanFiles(dataDirectory, [words.published]);
  const megabytes = Math.round(scan.bytes / 1024 / 1024);
  console.log(`${scan.files} files of ${megabytes} MB scanned for words of reports`);
  return [
    ...scan.found.map((file) => `words of a report stand in ${file}`),
    ...(control.found.length === 0 ? ["the scan of files does not find what is published"] : []),
  ];
}
