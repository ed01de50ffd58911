import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { issuerFetch } from "./issuer-fetch.ts";

const away = { code: "sso.away" };
const asked: string[] = [];
let servers: Server[] = [];
let issuer: string;
let other: string;

beforeAll(async () => {
  other = await serve((request, response) => {
    asked.push(String(request.url));
    response.end("what nobody should ask for");
  });
  issuer = await serve((request, response) => {
    if (request.url === "/away") return void response.writeHead(502).end();
    if (request.url === "/long") return void response.end(Buffer.alloc(2 * 1024 * 1024));
    if (request.url === "/moved") {
      return void response.writeHead(302, { location: `http://${other}/moved` }).end();
    }
    response.end("keys");
  });
});

afterAll(() => {
  for (const server of servers) server.close();
  servers = [];
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const get = (url: string) => issuerFetch([issuer], true)(url, { method: "GET", headers: {} });

test("the issuer's own host is asked, and no other that its documents name", async () => {
  expect(await (await get(`http://${issuer}/keys`)).text()).toBe("keys");
  await expect(get(`http://${other}/keys`)).rejects.toMatchObject(away);
  expect(asked).toEqual([]);
});

test("a redirect is not followed", async () => {
  expect((await get(`http://${issuer}/moved`)).status).toBe(302);
  expect(asked).toEqual([]);
});

test("an outage, an endless answer and a provider without TLS elsewhere are one refusal", async () => {
  await expect(get(`http://${issuer}/away`)).rejects.toMatchObject(away);
  await expect(get(`http://${issuer}/long`)).rejects.toMatchObject(away);
  const strict = issuerFetch([issuer], false);
  await expect(
    strict(`http://${issuer}/keys`, { method: "GET", headers: {} }),
  ).rejects.toMatchObject(away);
});
