/** A flood of reports by the API, which no effort of a browser slows down. */
import { once } from "node:events";
import { type AddressInfo, connect } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type TestContext, testContext } from "../../test/support/context.ts";
import { type TestWeb, testWeb } from "../../test/support/web.ts";
import { publicRoutes } from "../web/public/public-routes.ts";
import { apiRoutes } from "./api-routes.ts";

let house: TestContext;
let web: TestWeb;

beforeAll(async () => {
  house = await testContext();
});
beforeEach(async () => {
  await web?.app.close();
  web = await testWeb(
    house.context,
    [
      (app, { context }) => apiRoutes(app, { context, actorOf: async () => ({ kind: "anyone" }) }),
      publicRoutes,
    ],
    { reportsAnHour: 3 },
  );
});
afterAll(async () => {
  await web.app.close();
  await house.close();
});

const report = { product: "OmniGate", description: "It stops.", answersBy: "portal" };

const path = "/api/v1/reports";

interface Sent {
  readonly url?: string;
  readonly address?: string;
  readonly authorization?: string;
  readonly payload?: object;
}

const send = (more: Sent = {}) => {
  const { url = path, address = "198.51.100.7", authorization, payload = report } = more;
  return web.app.inject({
    ...{ method: "POST", url, remoteAddress: address, payload },
    headers: authorization ? { authorization } : {},
  });
};

test("very many reports of one network by the API are sent on to the form, other networks are not", async () => {
  for (let count = 0; count < 3; count += 1) expect((await send()).statusCode).toBe(201);
  const over = await send();
  expect([over.statusCode, over.json().code, over.headers["retry-after"]]).toEqual([
    429,
    "report.too-many",
    "3600",
  ]);
  expect(over.body).toContain("/report");
  expect((await send({ address: "203.0.113.9" })).statusCode).toBe(201);
  expect((await web.app.inject({ url: "/report", remoteAddress: "198.51.100.7" })).statusCode).toBe(
    200,
  );
  house.passSeconds(3_601);
  expect((await send()).statusCode).toBe(201);
});

test("what was refused counts nothing, and nobody passes by a made-up token", async () => {
  for (let count = 0; count < 5; count += 1) {
    expect((await send({ payload: { product: "OmniGate" } })).statusCode).toBe(422);
  }
  for (let count = 0; count < 3; count += 1) expect((await send()).statusCode).toBe(201);
  expect((await send({ authorization: "Bearer made-up" })).statusCode).toBe(401);
  expect((await send()).statusCode).toBe(429);
});

test("whichever way its address is written, a report is one", async () => {
  const ways = [`${path}/`, "/api/v1/report%73", `${path}?again`];
  for (const url of ways) expect((await send({ url })).statusCode, url).toBe(201);
  for (const url of [path, ...ways]) expect((await send({ url })).statusCode, url).toBe(429);
});

test("of many at the same moment no more pass than one after the other", async () => {
  const burst = await Promise.all(Array.from({ length: 9 }, () => send()));
  const statuses = burst.map(({ statusCode }) => statusCode).sort();
  expect(statuses).toEqual([201, 201, 201, 429, 429, 429, 429, 429, 429]);
});

test("what breaks off on its way counts nothing", async () => {
  await web.app.listen({ port: 0, host: "127.0.0.1" });
  const { port } = web.app.server.address() as AddressInfo;
  const head = [`POST ${path} HTTP/1.1`, "host: desk.example", "content-type: application/json"];
  // Behind the loopback address may stand twenty visitors, each with three reports.
  for (let count = 0; count < 60; count += 1) {
    const socket = connect(port, "127.0.0.1");
    const [theirs] = await once(web.app.server, "connection");
    const asked = once(web.app.server, "request");
    socket.write(`${[...head, "content-length: 900"].join("\r\n")}\r\n\r\n{"product": "Omni`);
    await asked;
    socket.destroy();
    await once(theirs, "close");
  }
  await new Promise(setImmediate);
  expect((await send({ address: "127.0.0.1" })).statusCode).toBe(201);
});
