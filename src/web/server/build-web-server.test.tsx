import { afterAll, beforeAll, expect, test } from "vitest";
import { anyone, type TestContext, testContext } from "../../../test/support/context.ts";
import { TestBrowser, type TestWeb, testWeb } from "../../../test/support/web.ts";
import { apiRoutes } from "../../api/api-routes.ts";
import { Refusal } from "../../core/refusal.ts";
import { Form } from "../../ui/form.tsx";
import { actorOf, staffOf } from "./actor-of.ts";
import { cacheFor, localPath, render } from "./answers.ts";
import { formToken } from "./form-token.ts";
import { networkPart } from "./network.ts";
import { formOf } from "./sent-form.ts";
import type { RouteModule } from "./web-context.ts";

const canary = "xylophone-canary";

const probes: RouteModule = (app, web) => {
  app.get("/probe", (request, reply) =>
    render(reply, <Form action="/probe" csrf={formToken(request, reply, web)} children={null} />),
  );
  app.post("/probe", (request) => ({ sent: formOf(request).values }));
  const upload = { filesMax: 2, fileBytesMax: 100 };
  app.post("/upload", { config: { upload }, bodyLimit: 10_000 }, (request) => ({
    sent: formOf(request).values,
    files: formOf(request).files.map(({ name, bytes }) => [name, bytes.toString()]),
  }));
  app.get("/public", (_, reply) => {
    cacheFor(reply, 60);
    return render(reply, <p>public</p>);
  });
  app.get("/broken", () => {
    throw Object.assign(new Error("a bug"), { detail: canary });
  });
  app.get("/refused/:secret", () => {
    throw new Refusal("case.open", { reference: "ALE-2026-0001" });
  });
  app.get("/who", async (request) => actorOf(request));
  app.get("/staff", async (request) => staffOf(request));
  app.post("/api/probe", (request) => ({ body: request.body }));
};

let at: TestContext;
let web: TestWeb;

beforeAll(async () => {
  at = await testContext();
  web = await testWeb(at.context, [probes]);
});

afterAll(async () => {
  await web.app.close();
  await at.close();
});

const visitor = () => new TestBrowser(web.app);

test("every answer forbids inline scripts, framing, referrers and caching unless a page allows it", async () => {
  const { headers } = await visitor().get("/probe");
  expect(headers["content-security-policy"]).toBe(
    "default-src 'none';style-src 'self';img-src 'self' data:;script-src 'self';connect-src 'self';font-src 'self';form-action 'self';base-uri 'none';frame-ancestors 'none'",
  );
  expect(headers).toMatchObject({
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
  });
  expect((await visitor().get("/public")).headers["cache-control"]).toBe("public, max-age=60");
});

test("a form is taken with its token, without script and without an Origin header", async () => {
  const answer = await visitor().submit("/probe", { a: "1", b: ["2", "3"] });
  expect(answer.json()).toEqual({ sent: { a: "1", b: ["2", "3"] } });
});

test("a form without its token, or with another browser's, is refused in one sentence", async () => {
  const browser = visitor();
  const bare = await browser.post("/probe", { a: "1" });
  expect(bare.statusCode).toBe(403);
  expect(bare.body).toContain("This form cannot be sent from here");
  const page = await visitor().get("/probe");
  const foreign = /value="([^"]+)"/.exec(page.body)?.[1] ?? "";
  await browser.get("/probe");
  expect((await browser.post("/probe", { _csrf: foreign })).statusCode).toBe(403);
});

function multipart(parts: readonly [name: string, value: string, file?: string][]) {
  const lines = parts.map(([name, value, file]) => {
    const about = file ? `; filename="${file}"\r\ncontent-type: text/plain` : "";
    return `--edge\r\ncontent-disposition: form-data; name="${name}"${about}\r\n\r\n${value}\r\n`;
  });
  return `${lines.join("")}--edge--\r\n`;
}

async function upload(url: string, parts: Parameters<typeof multipart>[0], browser = visitor()) {
  const { body } = await browser.get("/probe");
  const token = /value="([^"]+)"/.exec(body)?.[1] ?? "";
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  return web.app.inject({
    method: "POST",
    url,
    headers: { cookie, "content-type": "multipart/form-data; boundary=edge", accept: "text/html" },
    payload: multipart(parts).replace("TOKEN", token),
  });
}

test("files are read only after the form's token, within their limits, and only where they are expected", async () => {
  const token = ["_csrf", "TOKEN"] as [string, string];
  const good = await upload("/upload", [token, ["a", "1"], ["f", "bytes", "x.txt"]]);
  expect(good.json()).toEqual({ sent: { a: "1" }, files: [["x.txt", "bytes"]] });
  expect((await upload("/upload", [["f", "bytes", "x.txt"], token])).statusCode).toBe(403);
  const large = await upload("/upload", [token, ["f", "b".repeat(101), "x.txt"]]);
  expect(large.statusCode).toBe(413);
  expect(large.body).toContain("larger than");
  expect((await upload("/probe", [token, ["f", "bytes", "x.txt"]])).statusCode).toBe(415);
});

test("a page takes forms only: other shapes reach no handler", async () => {
  const browser = visitor();
  await browser.get("/probe");
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  for (const [type, payload] of [
    ["application/json", '{"_csrf":{"a":1}}'],
    ["application/json", "null"],
    ["text/plain", "_csrf=x"],
    ["application/xml", "<a/>"],
  ] as const) {
    const headers = { "content-type": type, cookie, accept: "text/html" };
    const answer = await web.app.inject({ method: "POST", url: "/probe", headers, payload });
    expect(answer.statusCode, type).toBe(415);
  }
  const empty = await web.app.inject({ method: "POST", url: "/probe", headers: { cookie } });
  expect(empty.statusCode).toBe(403);
});

test("broken input is one sentence, whatever is broken", async () => {
  const send = (headers: Record<string, string>, payload: string, url = "/upload") =>
    web.app.inject({ method: "POST", url, headers: { accept: "text/html", ...headers }, payload });
  const broken = [
    await send({ "content-type": "multipart/form-data" }, "x"),
    await send({ "content-type": "multipart/form-data; boundary=edge" }, "--edge\r\nbroken"),
    await send({ "content-type": "application/json" }, "{", "/api/probe"),
    await send({ "content-type": "application/x-www-form-urlencoded" }, "%", "/probe"),
    await send({ "content-type": "application/json" }, `"${"x".repeat(2_000_000)}"`, "/api/probe"),
  ];
  for (const { statusCode, body } of broken) {
    expect(statusCode).toBeGreaterThanOrEqual(400);
    expect(statusCode).toBeLessThan(500);
    expect(body).not.toMatch(/FST_|Error:|node_modules/);
  }
});

test("the API takes JSON without a token but no form that rides on a cookie", async () => {
  const send = (type: string, headers = {}) =>
    web.app.inject({
      method: "POST",
      url: "/api/probe",
      headers: { "content-type": type, ...headers },
      payload: type.includes("json") ? "{}" : "a=1",
    });
  expect((await send("application/json", { cookie: "a=b" })).statusCode).toBe(200);
  const forged = await send("application/x-www-form-urlencoded", { cookie: "a=b" });
  expect(forged.statusCode).toBe(403);
  expect(forged.json()).toMatchObject({ error: { code: "form.stale" } });
});

test("a refusal keeps its status and sentence, as a page for people and as JSON for programs", async () => {
  const page = await visitor().get("/refused/x");
  expect(page.statusCode).toBe(409);
  expect(page.body).toContain("ALE-2026-0001 is open already.");
  const json = await visitor().get("/refused/x", { accept: "application/json" });
  expect(json.json()).toMatchObject({ error: { code: "case.open" } });
});

test("a bug is shown as one sentence with the request's id and no stack trace", async () => {
  const page = await visitor().get("/broken");
  expect(page.statusCode).toBe(500);
  expect(page.body).toContain("Nothing you sent was kept half-way.");
  expect(page.body).toContain(String(page.headers["x-request-id"]));
  expect(page.body).not.toMatch(/a bug|at Object|\.ts/);
});

test("what is not there is one page", async () => {
  const page = await visitor().get("/nowhere");
  expect(page.statusCode).toBe(404);
  expect(page.body).toContain("There is nothing here, or it is not shared with you.");
});

test("the log holds no network address, no path, no query and no content", async () => {
  const browser = new TestBrowser(web.app, "203.0.113.77");
  await browser.get(`/refused/${canary}?q=${canary}`);
  await browser.get("/broken");
  await browser.submit("/probe", { text: canary });
  await browser.post("/probe", { text: canary });
  const logged = web.logged();
  expect(logged).toContain("/refused/:secret");
  expect(logged).toContain("a bug");
  expect(logged).not.toContain(canary);
  expect(logged).not.toContain("203.0.113.77");
});

test("whoever is not signed in is anyone, and is led to the sign-in page", async () => {
  const browser = visitor();
  browser.cookies.set("parley-session", "forged");
  browser.cookies.set("parley-portal", "code:0000-0000");
  expect((await browser.get("/who")).json()).toEqual({ kind: "anyone" });
  const led = await browser.get("/staff");
  expect([led.statusCode, led.headers.location]).toEqual([303, "/sign-in?next=%2Fstaff"]);
});

test("machines learn that it lives and serves; metrics stay on loopback", async () => {
  const local = new TestBrowser(web.app, "127.0.0.1");
  expect((await local.get("/healthz")).json()).toEqual({ status: "alive" });
  expect((await local.get("/readyz")).json()).toEqual({ status: "ready" });
  expect((await local.get("/metrics")).body).toContain("parley_http_request_seconds");
  expect((await local.get("/metrics", { "x-forwarded-for": "192.0.2.9" })).statusCode).toBe(404);
  expect((await visitor().get("/metrics")).statusCode).toBe(404);
});

test("metrics with a token are served to whoever holds it, and to nobody else", async () => {
  const metrics = { registry: web.web.metrics.registry, token: "t0ken" };
  const other = await testWeb(at.context, [], {
    metrics: { ...metrics, registry: new (await import("prom-client")).Registry() },
  });
  const local = new TestBrowser(other.app, "127.0.0.1");
  expect((await local.get("/metrics")).statusCode).toBe(404);
  expect((await local.get("/metrics", { authorization: "Bearer t0ken" })).statusCode).toBe(200);
  await other.app.close();
});

test("assets come from memory, for ever under their hashed name, and unchanged as 304", async () => {
  const { stylesheet } = web.web.assets;
  const first = await visitor().get(stylesheet);
  expect(first.headers["cache-control"]).toContain("immutable");
  const again = await visitor().get(stylesheet, { "if-none-match": String(first.headers.etag) });
  expect(again.statusCode).toBe(304);
  const packed = await visitor().get(stylesheet, { "accept-encoding": "gzip, br" });
  expect(packed.headers["content-encoding"]).toBe("br");
  expect((await visitor().get("/assets/../package.json")).statusCode).toBe(404);
});

test("over https, cookies are Secure and bound to this host, and browsers are told to stay on https", async () => {
  const secure = await testWeb({ ...at.context, baseUrl: "https://psirt.example" }, [probes]);
  const { headers } = await new TestBrowser(secure.app).get("/probe");
  expect(headers["strict-transport-security"]).toBe("max-age=63072000");
  expect(String(headers["set-cookie"])).toMatch(
    /^__Host-parley-form=[\w-]{22}; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  );
  await secure.app.close();
});

test("a flood from one network is slowed, and another network is not", async () => {
  const requestsPerMinute = { reads: 1_000, changes: 120 };
  const small = await testWeb(at.context, [probes], { requestsPerMinute });
  const flood = new TestBrowser(small.app, "198.51.100.7");
  for (let count = 0; count < 120; count += 1) await flood.post("/probe", {});
  const slowed = await flood.post("/probe", {});
  expect(slowed.statusCode).toBe(429);
  expect(slowed.body).toContain("Too many requests come from your network");
  const other = new TestBrowser(small.app, "192.0.2.9");
  expect((await other.submit("/probe", { a: "1" })).statusCode).toBe(200);
  await small.app.close();
});

test("a flood of addresses that lead nowhere is slowed like any other", async () => {
  const requestsPerMinute = { reads: 30, changes: 30 };
  const api: RouteModule = (app, { context }) =>
    apiRoutes(app, { context, actorOf: async () => anyone });
  const small = await testWeb(at.context, [probes, api], { requestsPerMinute });
  for (const [address, path] of [
    ["198.51.100.8", "/nowhere"],
    ["198.51.100.10", "/%00"],
    ["198.51.100.9", "/api/v1/nowhere"],
  ] as const) {
    const flood = new TestBrowser(small.app, address);
    const seen: number[] = [];
    for (let count = 0; count < 32; count += 1) {
      seen.push((await flood.get(`${path}-${count}`)).statusCode);
    }
    expect([seen[29], seen[30], seen[31]], path).toEqual([404, 429, 429]);
  }
  // Wherever they lead, requests of one network are counted together.
  const flood = new TestBrowser(small.app, "198.51.100.8");
  expect((await flood.get("/probe")).statusCode).toBe(429);
  await small.app.close();
});

test("closing finishes what is under way and takes nothing new", async () => {
  let release: () => void = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let entered: () => void = () => {};
  const inside = new Promise<void>((resolve) => {
    entered = resolve;
  });
  const slow: RouteModule = (app) => {
    app.get("/slow", async () => {
      entered();
      await held;
      return { finished: true };
    });
  };
  const own = await testWeb(at.context, [slow]);
  const url = await own.app.listen({ port: 0, host: "127.0.0.1" });
  const answer = fetch(`${url}/slow`);
  await inside;
  const closed = own.app.close();
  release();
  expect(await (await answer).json()).toEqual({ finished: true });
  await closed;
  await expect(fetch(`${url}/healthz`)).rejects.toThrow();
});

test("an IPv6 network is counted as its /64", () => {
  expect(networkPart("2001:db8:1:2:3:4:5:6")).toBe(networkPart("2001:0db8:1:2::9"));
  expect(networkPart("2001:db8:1:2::")).not.toBe(networkPart("2001:db8:1:3::"));
  expect(networkPart("::ffff:192.0.2.1")).toBe("192.0.2.1");
});

test("after signing in, people are led to a page of this site only", () => {
  expect(localPath("/console/cases/1?tab=a", "/")).toBe("/console/cases/1?tab=a");
  for (const evil of ["//evil.example", "/\\evil.example", "https://evil.example", "/a\nb", ""]) {
    expect(localPath(evil, "/console")).toBe("/console");
  }
});
