/** The API behind the real server, asked by a browser with a session. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { anAccount } from "../../test/support/accounts.ts";
import { type TestContext, testContext } from "../../test/support/context.ts";
import { type TestWeb, testWeb } from "../../test/support/web.ts";
import { actorOf } from "../web/server/actor-of.ts";
import { apiRoutes } from "./api-routes.ts";

let house: TestContext;
let web: TestWeb;
let cookie: string;
beforeAll(async () => {
  house = await testContext();
  web = await testWeb(house.context, [(app, { context }) => apiRoutes(app, { context, actorOf })]);
  const account = await anAccount(house.context, "prime", "psp");
  cookie = `parley-session=${account.session}`;
});
afterAll(async () => {
  await web.app.close();
  await house.close();
});

const product = { entity: "Home", name: "OmniGate" };

function post(type: string | undefined, payload: string) {
  const headers = { cookie, ...(type ? { "content-type": type } : {}) };
  return web.app.inject({ method: "POST", url: "/api/v1/products", headers, payload });
}

async function products(): Promise<number> {
  const { rows } = await house.pools.worker.query("select count(*)::int as count from products");
  return rows[0].count;
}

test("a signed-in person does by API what they may do on a page", async () => {
  const answer = await post("application/json", JSON.stringify(product));
  expect(answer.statusCode).toBe(201);
  expect(await products()).toBe(1);
});

test("what another site can make a browser send without asking changes nothing", async () => {
  const before = await products();
  const json = JSON.stringify({ ...product, name: "Another" });
  const form = new URLSearchParams({ ...product, name: "Another" }).toString();
  for (const [type, body] of [
    ["text/plain", json],
    ["application/x-www-form-urlencoded", form],
    ["multipart/form-data; boundary=x", `--x\r\n\r\n${json}\r\n--x--`],
    [undefined, json],
  ] as const) {
    const answer = await post(type, body);
    expect(answer.statusCode, type).toBeGreaterThanOrEqual(400);
    expect(answer.statusCode, type).toBeLessThan(500);
    expect(answer.body).not.toMatch(/\n\s+at /);
  }
  expect(await products()).toBe(before);
});

test("a session that is none is anybody's, and anybody may not", async () => {
  cookie = "parley-session=AAAAAAAAAAAAAAAAAAAAAA";
  const answer = await post("application/json", JSON.stringify({ ...product, name: "Third" }));
  expect(answer.statusCode).toBe(401);
  expect(answer.json().code).toBe("access.sign-in");
});
