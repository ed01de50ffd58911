import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestContext, testContext } from "../../../test/support/context.ts";
import { policyOf } from "../../../test/support/policy-files.ts";
import { TestBrowser, type TestWeb, testWeb, tokenIn } from "../../../test/support/web.ts";
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
  // The question on a use of a weakness is asked by its own words.
  const told = text.replaceAll("a weakness in one of our products or services is being used", "");
  expect(told).not.toMatch(/our products|[Cc]ustomer support|[Oo]ur support|CERT\/CC PSIRT/);
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
