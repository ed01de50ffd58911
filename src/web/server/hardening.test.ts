/** What holds of every answer of the whole site, whatever it is an answer to. */

import type { FastifyInstance } from "fastify";
import { Registry } from "prom-client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestContext, testContext } from "../../../test/support/context.ts";
import { keepKeysAndPolicy } from "../../../test/support/kept-policy.ts";
import { productAssets } from "../../../test/support/web.ts";
import { type RegisteredRoute, recordRoutes } from "../../../test/sweep/registered-routes.ts";
import { makeLog } from "../../lib/log.ts";
import { buildSite } from "../../site.ts";

let house: TestContext;
let app: FastifyInstance;
let routes: readonly RegisteredRoute[];
beforeAll(async () => {
  house = await testContext({ demonstration: false });
  await keepKeysAndPolicy(house);
  const context = Object.assign(Object.create(house.context), { baseUrl: "https://psirt.example" });
  const made = await recordRoutes(() =>
    buildSite(
      {
        context,
        log: makeLog({ destination: { write: () => {} } }),
        assets: productAssets(),
        trustProxy: false,
        requestsPerMinute: { reads: 100_000, changes: 100_000 },
        metrics: { registry: new Registry(), token: null },
      },
      () => {},
    ),
  );
  app = made.built;
  routes = made.routes;
});
afterAll(async () => {
  await app.close();
  await house.close();
});

const urlOf = ({ path }: RegisteredRoute) => path.replace(/:\w+/g, "x").replace("*", "");

async function answers() {
  const all = [...routes, { method: "GET", path: "/nothing-here" } as const];
  return Promise.all(
    all.map(async (route) => ({
      name: `${route.method} ${route.path}`,
      answer: await app.inject({ method: route.method, url: urlOf(route) }),
    })),
  );
}

describe("every answer", () => {
  test("forbids what is inline, foreign, framed or sniffed, and asks for https", async () => {
    for (const { name, answer } of await answers()) {
      const { headers } = answer;
      const policy = String(headers["content-security-policy"]);
      expect(policy, name).toContain("default-src 'none'");
      expect(policy, name).toContain("frame-ancestors 'none'");
      expect(policy, name).toContain("base-uri 'none'");
      expect(policy, name).not.toMatch(/unsafe|https?:|\*|blob:/);
      expect(headers["x-content-type-options"], name).toBe("nosniff");
      expect(headers["referrer-policy"], name).toBe("no-referrer");
      expect(headers["strict-transport-security"], name).toBe("max-age=63072000");
      expect(headers["cross-origin-opener-policy"], name).toBe("same-origin");
      expect(headers, name).not.toHaveProperty("x-powered-by");
      expect(headers, name).not.toHaveProperty("server");
    }
  });

  test("says truly what it is, and what a cache may do with it", async () => {
    for (const { name, answer } of await answers()) {
      expect(answer.headers["cache-control"], name).toMatch(/^(no-store|public, max-age=\d+.*)$/);
      if (answer.body === "") continue;
      const type = String(answer.headers["content-type"]);
      expect(type, name).toMatch(/^[\w.+-]+\/[\w.+-]+/);
      if (type.startsWith("text/")) expect(type, name).toMatch(/charset=utf-8/i);
      expect(type.startsWith("text/html"), name).toBe(/^\s*<!doctype html>/i.test(answer.body));
    }
  });

  test("holds no script, style or handler inline, and nothing from elsewhere", async () => {
    for (const { name, answer } of await answers()) {
      if (!String(answer.headers["content-type"]).startsWith("text/html")) continue;
      expect(answer.body, name).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=["']/i);
      const loads = [
        ...answer.body.matchAll(
          /<(?:script|img|iframe|source|link rel="stylesheet")[^>]*?(?:src|href)="([^"]+)"/g,
        ),
      ];
      for (const [, address = ""] of loads) expect(address, name).toMatch(/^\/(?!\/)|^data:image/);
    }
  });

  test("gives its cookies to this host alone, to no script, and to no other site's requests", async () => {
    for (const { name, answer } of await answers()) {
      for (const cookie of [answer.headers["set-cookie"] ?? []].flat()) {
        expect(cookie, name).toMatch(/^__Host-parley-\w+=/);
        for (const part of ["HttpOnly", "Secure", "SameSite=Lax", "Path=/"]) {
          expect(cookie, name).toContain(part);
        }
      }
    }
  });

  test("lets other sites' scripts read published files alone, and lets none ask in somebody's name", async () => {
    for (const { name, answer } of await answers()) {
      const allowed = answer.headers["access-control-allow-origin"];
      if (allowed !== undefined) expect(name).toMatch(/publications|csaf|security\.txt|openpgpkey/);
      expect(answer.headers, name).not.toHaveProperty("access-control-allow-credentials");
      const asked = await app.inject({
        method: "OPTIONS",
        url: urlOf({ method: "GET", path: name.split(" ")[1] ?? "/" }),
        headers: { origin: "https://evil.example", "access-control-request-method": "POST" },
      });
      expect(asked.headers, name).not.toHaveProperty("access-control-allow-methods");
    }
  });
});

test("who leaves takes nothing along: the browser forgets the pages that it kept", async () => {
  for (const url of ["/sign-out", "/portal/leave"]) {
    const secret = "AAAAAAAAAAAAAAAAAAAAAA";
    const token = house.context.masterKey.hash("cookie", `form ${secret}`).toString("base64url");
    const answer = await app.inject({
      method: "POST",
      url,
      headers: {
        cookie: `__Host-parley-form=${secret}`,
        "content-type": "application/x-www-form-urlencoded",
      },
      payload: new URLSearchParams({ _csrf: token }).toString(),
    });
    expect([answer.statusCode, answer.headers["clear-site-data"]], url).toEqual([
      303,
      '"cache", "storage"',
    ]);
  }
});
