/** Versions, their comparison, other languages and child entities, through HTTP. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestContext, testContext } from "../../../../test/support/context.ts";
import { policyFiles, policyOf } from "../../../../test/support/policy-files.ts";
import { TestBrowser, type TestWeb, testWeb } from "../../../../test/support/web.ts";
import type { Policy } from "../../../core/policy/policy.ts";
import { publicNav } from "../../../formats/html/public-site.ts";
import { publicRoutes } from "../public-routes.ts";

const first: Policy = {
  ...policyOf("thales.yaml"),
  version: 1,
  languages: ["en", "fr"],
  inForceFrom: new Date("2025-01-01T00:00:00Z"),
  rewards: { en: "We pay no rewards in 2025.", fr: "Pas de récompense en 2025." },
};
const second: Policy = {
  ...first,
  version: 2,
  inForceFrom: new Date("2026-01-01T00:00:00Z"),
  rewards: { en: "We pay no rewards in 2026.", fr: "Pas de récompense en 2026." },
  mayChange: "Only in English.",
  channels: { ...first.channels, plainReplies: "never" },
  liveIncident: { ...first.liveIncident, raisesExploitationCheck: false },
};
const third: Policy = { ...second, version: 3, inForceFrom: new Date("2026-09-01T00:00:00Z") };

let at: TestContext;
let site: TestWeb;

beforeAll(async () => {
  at = await testContext();
  site = await siteOf(third, first, second);
});

afterAll(async () => {
  await site.app.close();
  await at.close();
});

function siteOf(...policies: Policy[]): Promise<TestWeb> {
  return testWeb({ ...at.context, policies }, [publicRoutes]);
}

const get = (path: string) => new TestBrowser(site.app).get(path);
const plain = (html: string) =>
  html
    .slice(html.indexOf("<main"), html.indexOf("</main>"))
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ");

describe("versions", () => {
  test("[CC-01] an earlier version stays readable, says that it is one, and leads to the one in force", async () => {
    const { statusCode, body } = await get("/policy/versions/1");
    expect(statusCode).toBe(200);
    expect(plain(body)).toContain("We pay no rewards in 2025.");
    expect(plain(body)).not.toContain("2026.");
    expect(body).toMatch(
      /This is an earlier version\..*<a href="\/policy">Read the version in force/s,
    );
    expect(body).toContain('<meta name="robots" content="noindex"');
    expect(body).toContain('rel="canonical" href="http://localhost:8080/policy/versions/1"');
  });

  test("[CC-03] each version leads to the one before it and the one after it", async () => {
    const { body } = await get("/policy/versions/2");
    expect(body).toContain('<a rel="prev" href="/policy/versions/1"');
    expect(body).toContain('<a rel="next" href="/policy/versions/3"');
    expect(body).toContain("This is the version in force.");
    expect(body).not.toContain("noindex");
    expect((await get("/policy/versions/1")).body).not.toContain('rel="prev"');
    expect((await get("/policy/versions/3")).body).not.toContain('rel="next"');
  });

  test("a version to come says when, with its hour and zone", async () => {
    const { body } = await get("/policy/versions/3");
    expect(body).toContain(
      "This version comes into force on 1 September 2026, 02:00 Europe/Paris (UTC+02:00).",
    );
    expect((await get("/fr/policy/versions/3")).body).toContain(
      "entre en vigueur le 1 septembre 2026",
    );
  });

  test("[CC-02, CC-03] the list names every version by number, from when until when, and how it stands", async () => {
    const told = plain((await get("/policy/versions")).body);
    expect(told).toMatch(
      /Version 3 To come 1 September 2026 .*open .*Version 2 In force now 1 January 2026 .* 1 September 2026 .*Version 1 Earlier 1 January 2025 .* 1 January 2026/,
    );
  });

  test("a version that is loaded while the server runs shows at once, if it is in force", async () => {
    expect(plain((await get("/policy")).body)).toContain("We pay no rewards in 2026.");
    const policies: Policy[] = [first];
    const web = await testWeb({ ...at.context, policies }, [publicRoutes]);
    const browser = new TestBrowser(web.app);
    expect(plain((await browser.get("/policy")).body)).toContain("in 2025.");
    policies.push(second);
    expect(plain((await browser.get("/policy")).body)).toContain("in 2026.");
    await web.app.close();
  });

  test.each(["9", "0", "01", "1.0", "x%20y", "-1"])(
    "there is no version %s, which is said in words",
    async (number) => {
      const { statusCode, body } = await get(`/policy/versions/${number}`);
      expect(statusCode).toBe(404);
      expect(body).toContain(`There is no version ${decodeURIComponent(number)} of this policy.`);
      expect(body).toContain('href="/policy/versions"');
    },
  );
});

describe("the comparison of two versions", () => {
  test("[CC-02] shows what changed, old and new beside each other, with the words marked", async () => {
    const { body } = await get("/policy/compare?from=1&to=2");
    expect(body).toContain("We pay no rewards in <del>2025.</del>");
    expect(body).toContain("We pay no rewards in <ins>2026.</ins>");
    expect(body).toContain("<ins>Only in English.</ins>");
    expect(plain(body)).toContain("2 differences. 2 settings inside the program differ besides");
  });

  test("[CC-02] the other way round, what was added is removed", async () => {
    const { body } = await get("/policy/compare?from=2&to=1");
    expect(body).toContain("<del>Only in English.</del>");
    expect(body).toContain("We pay no rewards in <ins>2025.</ins>");
  });

  test("is told in French too, and marks what is only in English", async () => {
    const { body } = await get("/fr/policy/compare?from=1&to=2");
    expect(body).toContain("Pas de récompense en <ins>2026.</ins>");
    expect(body).toContain('lang="en"><ins>Only in English.</ins>');
    expect(plain(body)).toContain("2 différences.");
  });

  test("of a version with itself there is none, and versions that say the same say so", async () => {
    expect(plain((await get("/policy/compare?from=2&to=2")).body)).toContain(
      "there is no difference",
    );
    expect(plain((await get("/policy/compare?from=2&to=3")).body)).toContain(
      "These two versions say the same.",
    );
  });

  test("an unknown version is said in words, beside the choice of those there are", async () => {
    const { statusCode, body } = await get("/policy/compare?from=1&to=7");
    expect(statusCode).toBe(404);
    expect(body).toContain("There is no version 7 of this policy.");
    expect(body).toContain("<select");
  });

  test("is chosen in a form that needs no script", async () => {
    const { body } = await get("/policy/compare");
    expect(body).toContain('action="/policy/compare" method="get"');
    expect(body.match(/<select/g)).toHaveLength(2);
    expect(body).not.toContain("<del>");
  });

  test("[ALE-29] every pair of this repository's policies can be compared without an unsaid number", async () => {
    const hidden = {
      ...first.promises["status-update"],
      within: { days: 77 },
      basis: "target",
      showTarget: false,
    };
    const before = { ...first, promises: { ...first.promises, "status-update": hidden } } as Policy;
    for (const file of policyFiles) {
      const other = { ...policyOf(file), name: first.name, version: 2 };
      const web = await siteOf(before, other);
      const browser = new TestBrowser(web.app);
      for (const path of ["/policy/compare?from=1&to=2", "/policy/compare?from=2&to=1"]) {
        const { statusCode, body } = await browser.get(path);
        expect([file, statusCode]).toEqual([file, 200]);
        expect(body).not.toMatch(/\b77\b|undefined|\[object|NaN/);
      }
      await web.app.close();
    }
  });
});

test("public figures are linked from the policy where it shows them, and nowhere else", async () => {
  const publicFigures = { ...first.publicFigures, shown: true };
  const web = await siteOf({ ...first, publicFigures });
  expect((await new TestBrowser(web.app).get("/fr/policy")).body).toContain("/fr/policy/figures");
  const hidden = await siteOf({ ...first, publicFigures: { ...publicFigures, shown: false } });
  expect((await new TestBrowser(hidden.app).get("/policy")).body).not.toContain("/policy/figures");
  await Promise.all([web.app.close(), hidden.app.close()]);
});

describe("languages", () => {
  test("the original has the plain address; its own prefix leads there, an unknown one nowhere", async () => {
    const english = await get("/en/policy/versions/1?x=1");
    expect([english.statusCode, english.headers.location]).toEqual([302, "/policy/versions/1?x=1"]);
    expect((await get("/de/policy")).statusCode).toBe(404);
    const french = await siteOf({ ...first, languages: ["fr", "en"] });
    const browser = new TestBrowser(french.app);
    expect((await browser.get("/policy")).body).toContain('<html lang="fr">');
    expect((await browser.get("/en/policy")).body).toContain('<html lang="en">');
    await french.app.close();
  });

  test("a policy of one language has no page in another and no switch", async () => {
    const web = await siteOf({ ...first, languages: ["en"] });
    const browser = new TestBrowser(web.app);
    expect((await browser.get("/fr/policy")).statusCode).toBe(404);
    expect((await browser.get("/policy")).body).not.toContain('class="languages"');
    await web.app.close();
  });

  test("a text without French is shown in its first language and marked as such", async () => {
    const { body } = await get("/fr/policy");
    expect(body).toContain('<span lang="en">Only in English.</span>');
    expect(body).toContain("Pas de récompense en 2026.");
  });

  test("the way around the site is French on French pages", async () => {
    const { body } = await get("/fr/policy");
    const header = body.slice(body.indexOf("<header"), body.indexOf("</header>"));
    for (const { label } of publicNav()) {
      if (label !== "Publications") expect(header).not.toContain(`>${label}<`);
    }
    expect(header).toContain('href="/fr/policy"');
  });
});

describe("a child entity", () => {
  const child: Policy = {
    ...first,
    inherited: { from: "group", version: 4, overrides: ["embargo.proposed", "rewards"] },
  };

  test("[TH-33] says whose policy it takes over, and marks each chapter that says otherwise", async () => {
    const web = await siteOf(child);
    const { body } = await new TestBrowser(web.app).get("/policy");
    expect(body).toContain("This policy takes over the policy “group”, version 4.");
    const marked = [
      ...body.matchAll(
        /<section id="([^"]+)" class="chapter">(?:<h2>[^<]*<\/h2>)?<p><span class="tag/g,
      ),
    ];
    expect(marked.map(([, id]) => id)).toEqual(["report", "coordination"]);
    await web.app.close();
  });

  test("a policy of its own marks nothing", async () => {
    const { body } = await get("/policy");
    expect(body).not.toContain("takes over");
    expect(body).not.toContain("Says otherwise");
  });
});
