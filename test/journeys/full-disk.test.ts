/** The product on a disk that fills up: reports are refused with a sentence, none half-taken, until there is room. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statfsSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { emptyLedger } from "../../scripts/crash/ledger.ts";
import { changedOriginals } from "../../scripts/crash/originals.ts";
import { eventually } from "../../src/cli/demo/stage.ts";
import { jobsDone } from "../support/jobs-done.ts";
import { letterOf } from "../support/letters.ts";
import { sendByLmtp } from "../support/lmtp-dialogue.ts";
import { type Product, startProduct } from "../support/product.ts";
import { joinRunning, type RunningContext } from "../support/running-context.ts";

const megabytes = 200;

/** A disk in memory; undefined, with one line, where this user may not mount one. */
function smallDisk(): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), "parley-disk-"));
  try {
    const options = ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", folder];
    execFileSync("mount", options, { stdio: "ignore" });
    return folder;
  } catch {
    rmSync(folder, { recursive: true });
    console.log("no small disk can be mounted here: what a full disk does is not proven");
    return undefined;
  }
}

const disk = smallDisk();

describe.skipIf(disk === undefined)("on a small disk", () => {
  const folder = disk ?? "";
  const ledger = emptyLedger();
  let product: Product;
  let behind: RunningContext;

  beforeAll(async () => {
    product = await startProduct({ demonstration: false, folder });
    behind = await joinRunning(product.dataDirectory, product.baseUrl);
  });
  afterAll(async () => {
    await behind?.close();
    await product?.remove();
    // A server that is still ending may hold it a moment longer.
    execFileSync("umount", ["--lazy", folder]);
    rmSync(folder, { recursive: true });
  });

  async function fill(): Promise<void> {
    const { bavail, bsize } = statfsSync(folder);
    await writeFile(join(folder, "filler"), Buffer.alloc(bavail * bsize)).catch(() => {});
  }

  /** A report that needs room for a file of its own; what is answered 201 goes into the ledger. */
  async function report(words: string): Promise<{ status: number; text: string }> {
    const body = { product: "Gateway", description: `${words} `.repeat(900), answersBy: "portal" };
    const response = await fetch(`${product.baseUrl}/api/v1/reports`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ ...body, impact: `${words} `.repeat(900) }),
      signal: AbortSignal.timeout(300_000),
    });
    const text = await response.text();
    if (response.status === 201) {
      const { receiptCode } = JSON.parse(text) as { receiptCode: string };
      ledger.reports.push({ channel: "api", receiptCode, words, answersBy: "portal" });
    }
    return { status: response.status, text };
  }

  test("a report or mail that finds no room is refused whole, and the next one after room was made is taken", async () => {
    expect((await report("before-it-was-full")).status).toBe(201);
    await fill();
    const refused = await eventually("a refusal", async () => {
      await fill();
      const answer = await report(`while-full-${ledger.reports.length}`);
      return answer.status === 201 ? undefined : answer;
    });
    expect([refused.status, JSON.parse(refused.text).message]).toEqual([
      503,
      expect.stringContaining("Nothing was taken; please try again"),
    ]);
    expect(refused.text).not.toMatch(/\n {2,}at |ENOSPC|node_modules/);
    const from = "reporter@research.example";
    const raw = letterOf({
      from,
      subject: "A flaw",
      text: "x".repeat(70).concat("\n").repeat(9_000),
    });
    expect(await sendByLmtp(product.lmtpPort, from, raw)).toMatch(
      /^451 4\.3\.0 .*Nothing was taken/,
    );

    await rm(join(folder, "filler"), { force: true });
    await eventually("room again", async () => {
      const { status } = await report("with-room-again");
      return status === 201 || undefined;
    });
    // A database without room for its log restarts by itself, and cuts the connections of this test.
    await behind.close();
    behind = await eventually("the database again", async () => {
      const joined = await joinRunning(product.dataDirectory, product.baseUrl).catch(
        () => undefined,
      );
      const answers = await joined?.admin.query("select 1").catch(() => undefined);
      if (answers) return joined;
      await joined?.close();
      return undefined;
    });
    await jobsDone(behind);
    expect(await changedOriginals(behind, ledger)).toEqual([]);
    const { rows } = await behind.admin.query("select count(*)::int as count from inbox");
    expect(rows).toEqual([{ count: ledger.reports.length }]);
  });
});
