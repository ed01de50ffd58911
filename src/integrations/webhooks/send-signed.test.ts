import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { outgoingFetch } from "../../lib/outgoing-fetch.ts";
import { alertPost } from "./send-signed.ts";

let status = 200;
let came: { path: string; headers: IncomingHttpHeaders; body: string }[] = [];
const server = createServer((request, answer) => {
  const parts: Buffer[] = [];
  request.on("data", (part: Buffer) => parts.push(part));
  request.on("end", () => {
    const body = Buffer.concat(parts).toString();
    came.push({ path: request.url ?? "", headers: request.headers, body });
    answer.writeHead(status, { location: "/elsewhere" });
    answer.end("thanks");
  });
});
let host = "";

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  status = 200;
  came = [];
});
afterAll(() => server.close());

const at = new Date("2026-03-11T08:00:00.000Z");
const post = (secrets = ["new"]) => ({
  url: `http://${host}/hook`,
  body: `{"id":"1"}`,
  secrets,
  at,
});

test("an alarm carries its time and one signature for each secret, which anybody can compute anew", async () => {
  expect(await alertPost(outgoingFetch, [host])(post(["new", "old"]))).toBeUndefined();
  const { body = "", headers } = came[0] ?? {};
  const signed = (secret: string) =>
    createHmac("sha256", secret)
      .update(`${+at / 1000}.${body}`)
      .digest("hex");
  expect(headers?.["parley-signature"]).toBe(
    `t=${+at / 1000},v1=${signed("new")},v1=${signed("old")}`,
  );
  expect(body).toBe(`{"id":"1"}`);
});

test("no redirect is followed: the alarm would go where nobody wrote it should", async () => {
  status = 307;
  expect(await alertPost(outgoingFetch, [host])(post())).toEqual({
    code: "redirect",
    later: false,
  });
  expect(came.map(({ path }) => path)).toEqual(["/hook"]);
});

test("trouble of the other server is tried again, a refusal is not", async () => {
  status = 503;
  expect(await alertPost(outgoingFetch, [host])(post())).toEqual({
    code: "status-503",
    later: true,
  });
  status = 404;
  expect(await alertPost(outgoingFetch, [host])(post())).toEqual({
    code: "status-404",
    later: false,
  });
});

test("a host of our own network that the operator did not name is not asked", async () => {
  const send = alertPost(outgoingFetch, []);
  expect(await send(post())).toEqual({ code: "scheme", later: false });
  const inside = { ...post(), url: "https://127.0.0.1/hook" };
  expect(await send(inside)).toEqual({ code: "address", later: false });
  expect(came).toEqual([]);
});
