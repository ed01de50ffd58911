import { createHash } from "node:crypto";
import { brotliDecompressSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { TestBrowser, type TestWeb, testWeb } from "../../../test/support/web.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { readTemplate } from "../../core/reports/report-template.ts";
import { makeKeyPair, readPublicKey } from "../../formats/mail/keys.ts";
import { wkdHash } from "../../formats/mail/wkd.ts";
import { insertOwnKey } from "../../store/keys/writer.ts";
import { insertProduct, insertVersion, setRetired } from "../../store/products/writer.ts";
import { saveDocument, switchPublished } from "../../store/publications/writer.ts";
import { portalRoutes } from "../portal/portal-routes.tsx";
import { publicRoutes } from "./public-routes.ts";

const pages = [
  "/",
  "/report",
  "/policy",
  "/publications",
  "/key",
  "/thanks",
  "/help",
  "/portal",
  "/portal/link/abcdefghijklmnopqrstuv",
];
const page = "<!doctype html><title>A notice</title>";
const csaf = JSON.stringify({ document: { title: "A notice ".repeat(50) } });

let at: TestContext;
let web: TestWeb;
let fingerprint: string;

beforeAll(async () => {
  at = await testContext();
  web = await testWeb(at.context, [publicRoutes, portalRoutes]);
  const { context } = at;
  const wish = { name: "PSIRT", email: "psirt@ale.example", now: context.now() };
  const pair = await makeKeyPair(wish);
  fingerprint = pair.fingerprint;
  await context.transaction(theWorker, async (tx) => {
    await insertOwnKey(context, tx, { purpose: "mail", ...pair });
    for (const each of published) await saveDocument(tx, each);
    const files = [
      fileOf("/publications/ALE-SN-2024-0001", "text/html; charset=utf-8", page),
      fileOf("/.well-known/csaf/white/2024/ale-sn-2024-0001.json", "application/json", csaf),
      fileOf("/.well-known/csaf/white/", "text/html; charset=utf-8", page),
    ];
    await switchPublished(tx, files, context.now());
  });
});

afterAll(async () => {
  await web.app.close();
  await at.close();
});

const rows = [
  ["ALE-SN-2020-0001", "Ripple20", "2020-08-27"],
  ["ALE-SN-2024-0001", "CVE-2024-3094 Linux XZ-Utils Vulnerability", "2024-04-11"],
  ["ALE-SN-2021-0001", "Embedded TCP/IP Stacks – Amnesia:33", "2021-05-28"],
] as const;

const published = rows.map(([id, title, day]) => ({
  publicationId: null,
  severity: null,
  advisory: {
    id,
    title,
    type: "SN",
    revisions: [{}],
    status: "final",
    language: "en",
    initialReleaseDate: `${day}T00:00:00Z`,
    currentReleaseDate: `${day}T00:00:00Z`,
    credits: day.startsWith("2021")
      ? [{ names: ["A researcher"], organization: "Research House", text: null }]
      : [],
  } as never,
}));

function fileOf(path: string, contentType: string, text: string) {
  const bytes = Buffer.from(text);
  return { path, contentType, bytes, sha256: createHash("sha256").update(bytes).digest() };
}

const visitor = () => new TestBrowser(web.app);

/** The site of the same house under another policy. */
async function under(change: (policy: Policy) => Policy): Promise<TestWeb> {
  const policies = at.context.policies.map(change);
  return testWeb({ ...at.context, policies }, [publicRoutes, portalRoutes]);
}

async function bodyUnder(change: (policy: Policy) => Policy, path: string): Promise<string> {
  const other = await under(change);
  const { body } = await new TestBrowser(other.app).get(path);
  await other.app.close();
  return body;
}

function policyOfHouse(): Policy {
  const [policy] = at.context.policies;
  if (!policy) throw new Error("the house has no policy");
  return policy;
}

/** The words of a page, without tags and with plain spaces. */
const words = (html: string) => html.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");

test.each(pages)("[ALE-02] %s answers with the team's name and its language", async (path) => {
  const { statusCode, body } = await visitor().get(path);
  expect(statusCode).toBe(200);
  expect(body).toContain("ALE Product Security Incident Response Team");
  expect(body).toContain('<html lang="en">');
});

test.each(pages)("%s loads nothing from elsewhere and holds nothing inline", async (path) => {
  const { body } = await visitor().get(path);
  expect(body).not.toMatch(/<script(?![^>]* src="\/)/);
  expect(body).not.toMatch(/<style|\sstyle="|\son[a-z]+="/);
  expect(body).not.toMatch(/\s(src|srcset|action|formaction|poster|data)="(https?:)?\/\//i);
  const links = [
    ...body.matchAll(/<link rel="(?!canonical|alternate" hreflang)[^>]*href="([^"]*)"/g),
  ];
  for (const [, href] of links) expect(href).toMatch(/^\/(?!\/)/);
});

test("[ALE-11] the key in use stands beside the form with its whole fingerprint, one click away", async () => {
  expect(fingerprint).toMatch(/^[0-9A-F]{40}$/);
  for (const path of ["/report", "/key"]) {
    const { body } = await visitor().get(path);
    expect(body.replace(/<wbr\/?>|<\/?span[^>]*>/g, "")).toContain(fingerprint);
    expect(body).toContain('href="/key.asc"');
  }
  const armored = await visitor().get("/key.asc");
  expect((await readPublicKey(armored.body, at.context.now())).fingerprint).toBe(fingerprint);
});

test("the key is in the Web Key Directory, both ways, and nobody else's is", async () => {
  const hash = wkdHash("psirt");
  const root = "/.well-known/openpgpkey";
  for (const path of [`${root}/hu/${hash}?l=psirt`, `${root}/ale.example/hu/${hash}`]) {
    const found = await visitor().get(path);
    const facts = await readPublicKey(new Uint8Array(found.rawPayload), at.context.now());
    expect(facts.fingerprint).toBe(fingerprint);
  }
  expect((await visitor().get(`${root}/hu/${wkdHash("sales")}`)).statusCode).toBe(404);
  expect((await visitor().get(`${root}/other.example/hu/${hash}`)).statusCode).toBe(404);
  expect((await visitor().get(`${root}/policy`)).statusCode).toBe(200);
});

test("[ALE-01] help takes no details: it leads to the form and to the rule for live incidents", async () => {
  const { body } = await visitor().get("/help");
  expect(body).toContain('href="/report"');
  expect(body).toContain("support.ale.example");
  expect(body).not.toMatch(/<(textarea|input)/);
});

test("[ALE-27] the form asks first whether it is happening now, and names the support channels by region and product", async () => {
  const { body } = await visitor().get("/report");
  expect(body.indexOf("Is this happening now")).toBeLessThan(body.indexOf("Product or service"));
  const told = words(body);
  expect(told).toContain("Worldwide Network products network-support@ale.example");
  expect(told).toContain("Do you think that a weakness in a product or service is being used?");
  expect(told).toContain("please send this form as well");
});

test("[ALE-03] the policy page carries the goal, the version and the date of the policy in force", async () => {
  const told = words((await visitor().get("/policy")).body);
  expect(told).toContain("it is our goal to ensure");
  expect(told).toMatch(/Version 1 /);
  expect(told).toContain("1 January 2020");
});

test("[ALE-55, ALE-54] the severity scale gives every band its name, its scores and its colour in words", async () => {
  const told = words((await visitor().get("/policy")).body);
  expect(told).toContain(
    "Critical 9.0 – 10.0 Purple High 7.0 – 8.9 Red Medium 4.0 – 6.9 Orange Low 3.9 or below Yellow",
  );
});

test("[VEN-02, VEN-07] the policy lists what is in scope, from the catalogue, and names coordinated disclosure", async () => {
  await at.context.transaction(theWorker, async (tx) => {
    const common = { entity: "ALE", purl: undefined, cpe: undefined };
    for (const each of [
      { name: "OmniGate 9000", line: "Network", kind: "product", inSupport: true },
      { name: "OmniPhone 1", line: "Voice", kind: "product", inSupport: false },
      { name: "OmniCloud", line: "Cloud", kind: "service", inSupport: true },
    ] as const) {
      await insertProduct(at.context, tx, { ...common, ...each, productId: at.context.newId() });
    }
  });
  const told = words((await visitor().get("/policy")).body);
  expect(told).toContain("OmniGate 9000 Network Product In support");
  expect(told).toContain("OmniPhone 1 Voice Product Out of support");
  expect(told).toContain("OmniCloud Cloud Service In support");
  expect(told).toContain("Coordinated vulnerability disclosure means");
});

test("[VEN-02] the list of what is in scope says until when each version is supported, and drops what is retired", async () => {
  const ids = { productId: at.context.newId() };
  const gone = at.context.newId();
  const common = { entity: "ALE", kind: "product", inSupport: true } as const;
  await at.context.transaction(theWorker, async (tx) => {
    await insertProduct(at.context, tx, {
      ...common,
      name: "OmniSwitch",
      productId: ids.productId,
    });
    await insertProduct(at.context, tx, { ...common, name: "OmniFax", productId: gone });
    await setRetired(at.context, tx, gone, at.context.now());
    const versions = [
      { name: "8.9", support: "security", supportedUntil: "2030-06-30" },
      { name: "8.10", support: "full" },
      { name: "7.0", support: "full", supportedUntil: "2020-01-01" },
    ] as const;
    for (const version of versions) {
      await insertVersion(at.context, tx, { ...ids, versionId: at.context.newId() }, version);
    }
  });
  const told = words((await visitor().get("/policy")).body);
  expect(told).toMatch(
    /8\.10: in support\s+8\.9: security fixes only, until 2030-06-30\s+7\.0: out of support/,
  );
  expect(told).not.toContain("OmniFax");
});

test("[VEN-01] the report form offers the products and services of the catalogue, and takes any other words", async () => {
  const { body } = await visitor().get("/report");
  const list = /<input[^>]*name="product"[^>]*list="([^"]+)"/.exec(body)?.[1];
  const offered = body.slice(body.indexOf(`<datalist id="${list}"`)).split("</datalist>")[0] ?? "";
  for (const name of ["OmniGate 9000", "OmniCloud"]) expect(offered).toContain(`value="${name}"`);
  expect(offered).not.toContain("OmniFax");
});

test("[VEN-05] products of every entity share one form and one address: who of us answers is our matter", async () => {
  const common = { kind: "service", inSupport: true } as const;
  await at.context.transaction(theWorker, (tx) =>
    insertProduct(at.context, tx, {
      ...common,
      productId: at.context.newId(),
      name: "Rainbow",
      entity: "A subsidiary",
    }),
  );
  const { reportAddress } = policyOfHouse().channels;
  const { body } = await visitor().get("/report");
  expect(body).toContain('value="Rainbow"');
  expect(body).not.toContain("A subsidiary");
  for (const path of ["/report", "/policy", "/key"]) {
    const { body: text } = await visitor().get(path);
    const written = [...text.matchAll(/<a href="mailto:([^"]+)"/g)].map(([, address]) => address);
    expect([path, new Set(written)]).toEqual([path, new Set([reportAddress])]);
  }
});

test("[VEN-03] technical support is named beside the way to report, and every picture says what it shows or is none to a reader", async () => {
  const home = words((await visitor().get("/")).body);
  expect(home).toContain("Go to customer support first , and report the weakness here afterwards");
  const help = (await visitor().get("/help")).body;
  expect(help.indexOf("support.ale.example")).toBeLessThan(help.indexOf("You found a weakness"));
  for (const path of pages) {
    const { body } = await visitor().get(path);
    const pictures = body.match(/<(img|svg)\b[^>]*>/g) ?? [];
    const mute = pictures.filter(
      (tag) =>
        !/aria-hidden="true"|role="img"[^>]*aria-label="[^"]+"|alt="[^"]*[a-z][^"]*"/.test(tag),
    );
    expect([path, mute]).toEqual([path, []]);
  }
});

test("[VEN-10] the policy page lists the standards that the policy follows", async () => {
  const { body } = await visitor().get("/policy");
  expect(body).toContain("Common Vulnerability Scoring System v3.0");
});

const numbers = /\b(2|10) working days\b|\b14 days\b/;

test("a target is named on no page unless the policy shows it, and then as an aim", async () => {
  for (const path of pages) expect(words((await visitor().get(path)).body)).not.toMatch(numbers);
  const shown = words(
    await bodyUnder((policy) => withTerms(policy, { showTarget: true }), "/policy"),
  );
  expect(shown).toContain("We aim to do so within 2 working days.");
  expect(shown).not.toMatch(/promise it within/);
});

test("a number that is in the organisation's own text is named as promised", async () => {
  const shown = words(await bodyUnder((policy) => withTerms(policy, { basis: "text" }), "/policy"));
  expect(shown).toContain("We promise it within 2 working days.");
});

function withTerms(policy: Policy, change: object): Policy {
  const terms = policy.promises["acknowledge-report"];
  if (!terms) throw new Error("this policy acknowledges nothing");
  return {
    ...policy,
    promises: { ...policy.promises, "acknowledge-report": { ...terms, ...change } },
  };
}

test("[VEN-31, VEN-33] the publications page is a table of title, type and date, newest first", async () => {
  const { body } = await visitor().get("/publications");
  const heads = [...body.matchAll(/scope="col"[^>]*>([^<]*)</g)].map(([, head]) => head);
  expect(heads).toEqual(["Title", "Type", "Date"]);
  const told = words(body);
  const order = rows.map(([, title]) => told.indexOf(title));
  expect(order[1]).toBeLessThan(order[2] ?? 0);
  expect(order[2]).toBeLessThan(order[0] ?? 0);
  expect(told).toContain("Ripple20 SN 2020-08-27");
  expect(told).toContain("This is not a comprehensive list");
});

test("[VEN-28] those are thanked whom a publication names, and nobody else", async () => {
  const told = words((await visitor().get("/thanks")).body);
  expect(told).toContain("A researcher, Research House Embedded TCP/IP Stacks – Amnesia:33");
  expect(told).not.toContain("Ripple20");
});

test("a published file has a strong ETag, comes in Brotli where that is accepted, and is not sent twice", async () => {
  const path = "/.well-known/csaf/white/2024/ale-sn-2024-0001.json";
  const plain = await visitor().get(path);
  expect([plain.body, plain.headers["content-type"]]).toEqual([csaf, "application/json"]);
  const packed = await visitor().get(path, { "accept-encoding": "gzip, br" });
  expect(packed.headers["content-encoding"]).toBe("br");
  expect(brotliDecompressSync(packed.rawPayload).toString()).toBe(csaf);
  expect(packed.headers.etag).not.toBe(plain.headers.etag);
  const again = await visitor().get(path, { "if-none-match": `"x", ${plain.headers.etag}` });
  expect([again.statusCode, again.body]).toEqual([304, ""]);
  const head = await web.app.inject({ method: "HEAD", url: path });
  expect([head.statusCode, head.headers.etag, head.body]).toEqual([200, plain.headers.etag, ""]);
});

test("a folder of the published set is found without its slash; what is not published is not there", async () => {
  const folder = await visitor().get("/.well-known/csaf/white");
  expect(folder.headers.location).toBe("/.well-known/csaf/white/");
  expect((await visitor().get("/.well-known/csaf/white/")).body).toBe(page);
  expect((await visitor().get("/publications/ALE-SN-2024-0001")).body).toBe(page);
  for (const path of ["/publications/ALE-SA-2030-0001", "/.well-known/csaf/../../etc/passwd"]) {
    expect((await visitor().get(path)).statusCode).toBe(404);
  }
});

test("security.txt names the form, the address, the key and the policy, and has not expired", async () => {
  const { body, headers } = await visitor().get("/.well-known/security.txt");
  expect(headers["content-type"]).toBe("text/plain; charset=utf-8");
  expect(body).toContain(
    "Contact: http://localhost:8080/report\nContact: mailto:psirt@ale.example\n",
  );
  expect(body).toContain("Encryption: http://localhost:8080/key.asc\n");
  expect(body).toContain("Preferred-Languages: en, fr\n");
  const expires = new Date(/^Expires: (.*)$/m.exec(body)?.[1] ?? "");
  expect(expires.getTime()).toBeGreaterThan(at.context.now().getTime());
});

test("the offline template can be filled in and read back, as text and as JSON", async () => {
  const text = (await visitor().get("/report/template.txt")).body;
  expect(text).toContain("psirt@ale.example");
  expect(text).toContain(fingerprint);
  const filled = text.replace(/^(## product:.*)$/m, "$1\nOmniGate 9000");
  expect(readTemplate(filled)).toEqual({ product: "OmniGate 9000" });
  const fields = Object.keys((await visitor().get("/report/template.json")).json());
  expect(fields).toEqual(expect.arrayContaining(["product", "description", "email"]));
});

test("search engines are kept out of portals and consoles", async () => {
  expect((await visitor().get("/robots.txt")).body).toContain("Disallow: /portal\n");
});

test("a house without a key or a publication says so and goes on", async () => {
  const empty = await testContext();
  const site = await testWeb(empty.context, [publicRoutes, portalRoutes]);
  const browser = new TestBrowser(site.app);
  expect((await browser.get("/key")).body).toContain("There is no key yet");
  expect((await browser.get("/key.asc")).statusCode).toBe(404);
  expect((await browser.get("/publications")).body).toContain("Nothing has been published yet");
  expect((await browser.get("/thanks")).body).toContain("Nobody has been named yet");
  expect((await browser.get("/report")).statusCode).toBe(200);
  await site.app.close();
  await empty.close();
});

test("reading what is published, packed, unchanged, as a folder or not at all, logs no error", async () => {
  const path = "/publications/ALE-SN-2024-0001";
  const { headers } = await visitor().get(path);
  const packed = await visitor().get(path, { "accept-encoding": "br" });
  const same = await visitor().get(path, { "if-none-match": String(headers.etag) });
  const folder = await visitor().get("/.well-known/csaf/white");
  const gone = await visitor().get("/publications/ALE-SN-1999-0001");
  expect([packed, same, folder, gone].map((each) => each.statusCode)).toEqual([200, 304, 301, 404]);
  const errors = web
    .logged()
    .split("\n")
    .filter((line) => line.includes('"level":"error"'));
  expect(errors).toEqual([]);
});
