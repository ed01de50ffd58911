/**
 * Many honest strangers behind one address, as at a Tor exit or through the onion service, beside
 * somebody who floods it: they report, come back and write without a script and without being
 * refused or kept waiting.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestContext, testContext } from "../../../test/support/context.ts";
import { keepKeysAndPolicy } from "../../../test/support/kept-policy.ts";
import { TestBrowser, type TestWeb, testWeb } from "../../../test/support/web.ts";
import { portalRoutes } from "../portal/portal-routes.tsx";
import { publicRoutes } from "../public/public-routes.ts";

let house: TestContext;
let web: TestWeb;
const waits: number[] = [];
beforeAll(async () => {
  house = await testContext({ demonstration: false });
  await keepKeysAndPolicy(house);
  const pause = async (ms: number) => void waits.push(ms);
  web = await testWeb(house.context, [publicRoutes, portalRoutes], { pause });
});
afterAll(async () => {
  await web.app.close();
  await house.close();
});

/** Reports with nothing but words, and comes back with the code. */
async function stranger(address: string): Promise<number[]> {
  const browser = new TestBrowser(web.app, address);
  const form = await browser.get("/report");
  const csrf = /name="_csrf" value="([^"]+)"/.exec(form.body)?.[1] ?? "";
  const fields = {
    _csrf: csrf,
    product: "Gateway",
    description: "It stops.",
    answersBy: "portal",
    accepted: "yes",
  };
  const taken = await browser.upload("/report", fields);
  const code = /name="code" value="([^"]+)"/.exec(taken.body)?.[1] ?? "";
  const entered = await browser.submit("/portal", { code });
  const seen = await browser.get("/portal/case");
  return [form, taken, entered, seen].map(({ statusCode }) => statusCode);
}

describe.each([
  ["a Tor exit", "198.51.100.20"],
  ["the onion service", "127.0.0.1"],
])("behind %s", (_, address) => {
  test("sixty strangers in one minute all get through, beside a guesser", async () => {
    waits.length = 0;
    const guesser = new TestBrowser(web.app, address);
    await guesser.submit("/portal", { code: "x" });
    const answers: number[][] = [];
    for (let count = 0; count < 60; count += 1) {
      answers.push(await stranger(address));
      if (count % 2 === 0) await guesser.submit("/portal", { code: `wrong ${count}` });
    }
    expect(answers.filter((each) => each.join(" ") !== "200 201 303 200")).toEqual([]);
    // Whoever guesses paid for each of theirs; on our own machine's address many more are free.
    expect(waits.length).toBe(address === "127.0.0.1" ? 0 : 11);
  });
});
