import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCase } from "../../../test/support/cases.ts";
import { type TestContext, testContext } from "../../../test/support/context.ts";
import { TestBrowser, type TestWeb, testWeb } from "../../../test/support/web.ts";
import { portalRoutes } from "../portal/portal-routes.tsx";
import { publicRoutes } from "../public/public-routes.ts";

const host = `${"abcdefgh234567".repeat(4)}.onion`;
const onion = `http://${host}`;
const baseUrl = "https://psirt.devices.example";

let house: TestContext;
let web: TestWeb;
beforeAll(async () => {
  house = await testContext({ demonstration: false });
  const context = Object.assign(Object.create(house.context), { baseUrl });
  web = await testWeb(context, [publicRoutes, portalRoutes], { onion });
});
afterAll(async () => {
  await web.app.close();
  await house.close();
});

const pages = ["/", "/report", "/policy", "/policy/versions", "/key", "/portal", "/publications"];

describe("by the onion service", () => {
  test.each(pages)("no link of %s leads back to the open network", async (page) => {
    const byOnion = await new TestBrowser(web.app).get(page, { host, "accept-encoding": "br" });
    expect(byOnion.statusCode).toBe(200);
    expect(byOnion.body).not.toContain("psirt.devices.example");
    expect(byOnion.headers["content-encoding"]).toBeUndefined();
    expect(byOnion.headers["strict-transport-security"]).toBeUndefined();
    expect(byOnion.headers["onion-location"]).toBeUndefined();
  });

  test("nobody is told how the server is used, whatever host they ask for", async () => {
    const visitor = new TestBrowser(web.app, "127.0.0.1");
    for (const asked of [host, "localhost"]) {
      expect((await visitor.get("/metrics", { host: asked })).statusCode).toBe(404);
    }
  });

  test("cookies hold without https, and a receipt code opens its report", async () => {
    const { receiptCode } = await aCase(house);
    const browser = new TestBrowser(web.app, "127.0.0.1");
    const door = await browser.get("/portal", { host });
    const csrf = /name="_csrf" value="([^"]+)"/.exec(door.body)?.[1] ?? "";
    const [cookie = ""] = [door.headers["set-cookie"]].flat().map(String);
    expect(cookie).toMatch(/^parley-form=[\w-]+; Path=\/; HttpOnly; SameSite=Lax$/);
    const entered = await web.app.inject({
      method: "POST",
      url: "/portal",
      headers: {
        host,
        cookie: cookie.split(";")[0],
        "content-type": "application/x-www-form-urlencoded",
      },
      payload: new URLSearchParams({ _csrf: csrf, code: receiptCode }).toString(),
    });
    expect([entered.statusCode, entered.headers.location]).toEqual([303, "/portal/case"]);
    const [kept = ""] = [entered.headers["set-cookie"]].flat().map(String);
    expect(kept).toMatch(/^parley-portal=/);
    const headers = { host, cookie: kept.split(";")[0] };
    const report = await web.app.inject({ url: "/portal/case", headers });
    expect(report.body).toContain("You are here");
    expect(report.body).not.toContain("psirt.devices.example");
  });
});

describe("by the open network", () => {
  test("pages for strangers tell Tor Browser of the other address, and nothing else does", async () => {
    const browser = new TestBrowser(web.app);
    const asked = { host: "psirt.devices.example" };
    const page = await browser.get("/report?a=b", asked);
    expect(page.headers["onion-location"]).toBe(`${onion}/report?a=b`);
    expect(page.headers["strict-transport-security"]).toMatch(/^max-age=63072000/);
    expect(String(page.headers["set-cookie"])).toMatch(/^__Host-parley-form=.*; Secure/);
    expect((await browser.get("/robots.txt", asked)).headers["onion-location"]).toBeUndefined();
    expect((await browser.get("/console", asked)).headers["onion-location"]).toBeUndefined();
  });

  test("a host that only looks like the onion service is not taken for it", async () => {
    for (const other of [`${host}.devices.example`, `x${host}`, `${host}:81`]) {
      const { headers } = await new TestBrowser(web.app).get("/report", { host: other });
      expect(String(headers["set-cookie"])).toContain("__Host-");
    }
  });
});
