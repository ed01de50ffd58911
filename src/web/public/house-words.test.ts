import { afterAll, beforeAll, expect, test } from "vitest";
import { anyone, type TestContext, testContext } from "../../../test/support/context.ts";
import { claimsOfVendor } from "../../../test/support/house-claims.ts";
import { policyOf } from "../../../test/support/policy-files.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { TestBrowser, type TestWeb, testWeb, tokenIn } from "../../../test/support/web.ts";
import { perform } from "../../actions/action.ts";
import { takeReport } from "../../actions/reports/take-report.ts";
import { runOwed } from "../../jobs/run-owed.ts";
import { portalRoutes } from "../portal/portal-routes.tsx";
import { publicRoutes } from "./public-routes.ts";

let at: TestContext;

beforeAll(async () => {
  at = await testContext();
});
afterAll(async () => {
  await at.close();
});

async function under<Result>(file: string, look: (site: TestWeb) => Promise<Result>) {
  const site = await testWeb({ ...at.context, policies: [policyOf(file)] }, [publicRoutes]);
  try {
    return await look(site);
  } finally {
    await site.app.close();
  }
}

/** The words of a page, without tags and with plain spaces. */
const words = (html: string) => html.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");

/** Every page on which a reporter is told what becomes of a report, the receipt among them. */
async function pagesOf({ app }: TestWeb): Promise<string> {
  const browser = new TestBrowser(app);
  const read = async (path: string) => (await browser.get(path)).body;
  const form = await read("/report");
  const told = { product: "A router", description: "It restarts.", answersBy: "portal" };
  const sent = { _csrf: tokenIn(form), ...told, "live-incident": "yes" };
  const receipt = await browser.upload("/report", sent, []);
  expect(receipt.statusCode).toBe(201);
  return words([await read("/"), await read("/help"), form, receipt.body].join(" "));
}

test("[ALE-26] [ALE-38] who coordinates claims no products or customer support of its own, and owes what its policy owes", async () => {
  const text = await under("certcc.yaml", pagesOf);
  expect(text).toContain("Found a weakness in a product?");
  expect(text).toContain("Others can act at once; this team cannot.");
  expect(text).toContain("About the CERT/CC");
  expect(text).toContain("A remedy is worked on by those who can make one.");
  expect(claimsOfVendor(text)).toEqual([]);
  expect(text).not.toContain("CERT/CC PSIRT");
});

/** The policy in both languages with its pages, and what a reporter reads in the portal. */
async function policyAndPortalOf({ app }: TestWeb, tasks: TestTasks): Promise<string> {
  const browser = new TestBrowser(app);
  const read = async (path: string) => {
    const page = await browser.get(path);
    expect([path, page.statusCode]).toEqual([path, 200]);
    return page.body;
  };
  const paths = ["", "/process", "/protection", "/versions/1"].flatMap((rest) => [
    `/policy${rest}`,
    `/fr/policy${rest}`,
  ]);
  const told = [];
  for (const path of [...paths, "/key", "/thanks", "/publications"]) told.push(await read(path));
  const report = { product: "A router", description: "It restarts.", undertakings: "1" };
  const { receiptCode } = await perform(tasks.on.context, takeReport, anyone, {
    ...{ ...report, email: "finder@research.example", channel: "form", files: [] },
  });
  await runOwed(tasks.on);
  await browser.submit("/portal", { code: receiptCode });
  const portal = await read("/portal/case");
  expect(portal).toContain("It restarts.");
  return words([...told, portal].join(" "));
}

test("[ALE-30] [ALE-38] the policy and the portal of who coordinates claim no products or customers of its own", async () => {
  const context = { ...at.context, policies: [policyOf("certcc.yaml")] };
  const tasks = await testTasks({ ...at, context });
  const site = await testWeb(context, [publicRoutes, portalRoutes]);
  try {
    const text = await policyAndPortalOf(site, tasks);
    expect(claimsOfVendor(text)).toEqual([]);
    expect(text).not.toContain("your products");
    expect(text).toContain("Who can act on incidents that are happening now");
    expect(text).toContain("Qui peut agir sur les incidents en cours");
  } finally {
    await site.app.close();
    await tasks.close();
  }
});

test("[ALE-26] a vendor's pages lead to its customer support, and its steps tell of its products", async () => {
  const text = await under("ale.yaml", pagesOf);
  for (const sentence of [
    "Found a weakness in one of our products?",
    "Go to customer support first",
    "Please go to customer support first",
    "Is it still going on? Customer support acts at once",
    "We decide whether it concerns our products, and tell you why.",
    "About the ALE PSIRT",
  ]) {
    expect(text).toContain(sentence);
  }
});
