import { afterAll, beforeAll, expect, test } from "vitest";
import { aCase } from "../../../test/support/cases.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { TestBrowser, type TestWeb, testWeb, tokenIn } from "../../../test/support/web.ts";
import { saveDocument } from "../../store/publications/writer.ts";
import { publicRoutes } from "./public-routes.ts";

let at: TestContext;
let web: TestWeb;

const item = (id: string, title: string, product: string, cve: string | null) => ({
  publicationId: null,
  severity: null,
  advisory: {
    ...{ id, title, type: "SA", revisions: [{}], status: "final", language: "en" },
    initialReleaseDate: "2026-02-01T00:00:00Z",
    currentReleaseDate: "2026-02-01T00:00:00Z",
    products: [{ id: "p1", vendor: "ALE", name: product, versions: null, status: "fixed" }],
    vulnerabilities: [{ title, cve, ids: [] }],
  },
});

beforeAll(async () => {
  at = await testContext();
  web = await testWeb(at.context, [publicRoutes]);
  await at.context.transaction(theWorker, async (tx) => {
    for (const each of [
      item(
        "ALE-SA-2026-0001",
        "A crafted packet restarts the gateway",
        "OmniGate",
        "CVE-2026-1234",
      ),
      item("ALE-SA-2026-0002", "Default password", "SwitchMaster", null),
    ]) {
      // The list is made of the columns that these hold; the others are for files and feeds.
      await saveDocument(tx, each as unknown as Parameters<typeof saveDocument>[1]);
    }
  });
  await aCase(at, "the zanzibar overflow");
});
afterAll(async () => {
  await web.app.close();
  await at.close();
});

/** Presses the button that only looks. */
async function look(fields: Record<string, string>) {
  const browser = new TestBrowser(web.app);
  const { body } = await browser.get("/report");
  return browser.upload("/report", { _csrf: tokenIn(body), look: "published", ...fields });
}

const waiting = async () =>
  (await at.pools.worker.query("select count(*)::int as count from inbox")).rows[0].count;

test("without script a button shows what is published like it, sends nothing and keeps every word", async () => {
  const before = await waiting();
  const description = "The gateway restarts when a packet comes.";
  const answer = await look({ product: "OmniGate 9000", description, email: "f@research.example" });
  expect(answer.statusCode).toBe(200);
  expect(answer.body).toContain("Is it one of these?");
  expect(answer.body).toContain('href="/publications/ALE-SA-2026-0001"');
  expect(answer.body).not.toContain("Default password");
  expect(answer.body).toContain(description);
  expect(answer.body).toContain('value="f@research.example"');
  expect(await waiting()).toBe(before);
});

test("a case that is not published is never hinted at", async () => {
  const description = "A crafted packet makes the zanzibar overflow.";
  const known = await look({ product: "Nothing of yours", description: "the zanzibar overflow" });
  expect(known.body).toContain("Nothing that we published looks like it");
  const list = await new TestBrowser(web.app).get("/report/published.json");
  expect(list.json().items.map(({ number }: { number: string }) => number)).toEqual([
    "ALE-SA-2026-0002",
    "ALE-SA-2026-0001",
  ]);
  expect(list.body).not.toContain("zanzibar");
  expect((await look({ product: "", description })).body).not.toContain("PSIRT-2026");
});

test("markup among what was typed stays text there too", async () => {
  const { body } = await look({ product: "<b>CVE-2026-1234</b>", description: "" });
  expect(body).toContain("ALE-SA-2026-0001");
  expect(body).toContain("&lt;b>CVE-2026-1234&lt;/b>");
});
