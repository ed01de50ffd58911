import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { aSignedIn, type Colleague, testConsole, textOf } from "../../../test/support/console.ts";
import { aColleague, anyone, theWorker } from "../../../test/support/context.ts";
import { type MailedHouse, mailedHouse } from "../../../test/support/mailed-house.ts";
import type { TestWeb } from "../../../test/support/web.ts";
import { openVault } from "../../actions/identity/open-vault.ts";
import { confirmPartyKey } from "../../actions/party-keys/confirm-party-key.ts";
import { fetchKey } from "../../actions/party-keys/fetch-key.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";
import { takeReport } from "../../actions/reports/take-report.ts";
import type { KeyLinkProblem } from "../../core/party-keys/key-address.ts";
import { composeMail } from "../../formats/mail/compose-mail.ts";
import { keyFetcher } from "../../integrations/key-address/fetch-key.ts";
import { makeOutgoingFetch, outgoingFetch } from "../../lib/outgoing-fetch.ts";
import { identityObject } from "../../store/parties/reader.ts";
import { type KeyLinkView, keyLinksOf } from "../../store/party-keys/link-reader.ts";
import { partyKeysOf } from "../../store/party-keys/reader.ts";
import { runOwed } from "../run-owed.ts";
import type { TaskContext } from "../task-context.ts";

const address = "https://keys.example/pub/finder.asc";

let at: MailedHouse;
let web: TestWeb;
let lead: Colleague;
let server: Server;
let host: string;
/** What the server that the reporter named was asked. */
const heard: string[] = [];
let answer: RequestListener;
let on: TaskContext;

/** The server stands for "keys.example"; all else of the outgoing client is as it is. */
const stood = keyFetcher((url, asked) =>
  outgoingFetch(url.replace("https://keys.example", `http://${host}`), {
    ...{ ...asked, ours: [host], plain: true },
  }),
);

beforeAll(async () => {
  at = await mailedHouse();
  await ensureHouse.run(at.house.context, theWorker, {});
  web = await testConsole(at.house);
  server = createServer((request, reply) => {
    heard.push(`${request.method} ${request.url} ${JSON.stringify(Object.keys(request.headers))}`);
    answer(request, reply);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  on = { ...at.tasks.on, fetchKey: stood };
});
let colleagues = 0;
beforeEach(async () => {
  at.begin();
  colleagues += 1;
  lead = await aSignedIn(web, at.house.context, `lead-${colleagues}`, "lead");
  heard.length = 0;
  answer = (_, reply) => reply.end(at.lasting.armoredPublic);
});
afterAll(async () => {
  server.close();
  await web.app.close();
  await at.close();
});

const linksOf = (caseId: string): Promise<KeyLinkView[]> =>
  at.house.context.transaction(theWorker, (tx) => keyLinksOf(at.house.context, tx, caseId));

const keysOf = (caseId: string) =>
  at.house.context.transaction(theWorker, (tx) => partyKeysOf(at.house.context, tx, caseId));

async function aCaseNaming(text: string) {
  const found = await at.aMailedCase(undefined, { text });
  const [link] = await linksOf(found.caseId);
  return { ...found, linkId: link?.linkId ?? "", link };
}

/** What the page of names of a case shows, to a colleague on it. */
async function namesOf(caseId: string): Promise<{ path: string; html: string }> {
  const { rows } = await at.house.pools.worker.query(
    "select reference from cases where case_id = $1",
    [caseId],
  );
  const path = `/console/cases/${rows[0].reference}`;
  return { path, html: (await lead.browser.get(`${path}/names`)).body };
}

test("[ALE-15] an address of a key is shown, fetched by one press alone, and what lies there waits to be confirmed by its full fingerprint", async () => {
  const found = await aCaseNaming(`It restarts.\n\nMy key: ${address}\n`);
  const { caseId, partyId, linkId } = found;
  await at.write(found);
  expect(await linksOf(caseId)).toMatchObject([{ state: "said", source: "mail" }]);
  expect(heard).toEqual([]);
  const { path, html } = await namesOf(caseId);
  expect(textOf(html)).toContain(`A key is said to be at ${address}`);

  const deed = `${path}/deeds/fetch-key?view=names`;
  const sent = await lead.browser.submit(`${path}/names`, { caseId, linkId }, deed);
  expect(sent.statusCode).toBe(303);
  // Ordered, and not yet done: the page that was answered waited for no server of somebody else's.
  expect([heard, textOf((await namesOf(caseId)).html)]).toMatchObject([
    [],
    expect.stringContaining("Being fetched"),
  ]);
  await runOwed(on);
  expect(heard).toEqual([
    expect.stringMatching(/^GET \/pub\/finder\.asc \["(host|accept-encoding|connection|",")+"\]$/),
  ]);
  expect(await keysOf(caseId)).toMatchObject([
    { state: "offered", source: "url", about: { where: "url", names: "sender", unusable: null } },
  ]);
  const page = textOf((await namesOf(caseId)).html);
  expect(page).toContain("Offered, not confirmed");
  expect(page).toContain("Came from an address that they gave");
  expect(page).not.toContain("Fetch it");
  expect(await at.types(caseId)).toEqual(
    expect.arrayContaining(["key-link.said", "key-link.asked", "key-link.fetched"]),
  );

  const reason = "To compare the fingerprint with its owner.";
  const seen = await openVault.run(at.house.context, at.lead, { caseId, partyId, reason });
  expect(seen).toMatchObject({
    keys: [{ state: "offered", fingerprint: at.lasting.fingerprint }],
    keyLinks: [address],
  });
  const [key] = await keysOf(caseId);
  const said = { caseId, keyId: key?.keyId ?? "", how: "Read out at a number we had before." };
  const { fingerprint } = at.lasting;
  await at.write(found, "Before it is confirmed.");
  await confirmPartyKey.run(at.house.context, at.lead, { ...said, fingerprint });
  await runOwed(on);
  const letters = await at.toFinder();
  // Two were pointers; what they pointed to leaves to the key.
  expect(letters.map(({ encrypted }) => encrypted)).toEqual([false, false, true, true]);
});

test("[ALE-15] the field for the key takes an address, of the form and of the API; staff do not read it there", async () => {
  const { context } = at.house;
  for (const channel of ["form", "api"] as const) {
    const fields = {
      product: "OmniGate",
      description: "It restarts.",
      email: "a@research.example",
    };
    const report = { ...fields, "public-key": ` ${address} `, undertakings: "1", files: [] };
    await takeReport.run(context, anyone, { ...report, answersBy: "mail", channel } as never);
    await runOwed(on);
    const { rows } = await at.house.pools.worker.query(
      `select case_id as "caseId", party_id as "partyId" from reports order by received_at desc,
              report_id desc limit 1`,
    );
    const { caseId, partyId } = rows[0];
    const [link] = await linksOf(caseId);
    expect(link).toMatchObject({ state: "said", source: "form", about: { shown: "" } });
    const page = (await namesOf(caseId)).html;
    expect(textOf(page)).toContain("A key is said to be at an address that the vault shows");
    expect(page).not.toContain("keys.example");
    const reason = "To see whose server would be asked.";
    const seen = await openVault.run(context, at.lead, { caseId, partyId, reason });
    expect(seen).toMatchObject({ keyLinks: [address] });
  }
  expect(heard).toEqual([]);
});

const nothingOfUse: readonly (readonly [KeyLinkProblem, number, () => string])[] = [
  ["gone", 404, () => ""],
  ["no-answer", 500, () => ""],
  ["not-a-key", 200, () => "<html>Welcome</html>"],
  ["too-large", 200, () => "x".repeat(300 * 1024)],
  ["several", 200, () => `${at.lasting.armoredPublic}\n${at.lapsing.armoredPublic}`],
  ["private-key", 200, () => at.lasting.armoredPrivate],
];

test.each(nothingOfUse)(
  "what was asked for and is %s is said in a sentence, and may be asked again",
  async (problem, status, body) => {
    const { caseId, linkId } = await aCaseNaming(`The key is at ${address}`);
    answer = (_, reply) => reply.writeHead(status).end(body());
    await fetchKey.run(at.house.context, at.lead, { caseId, linkId });
    await runOwed(on);
    expect(await linksOf(caseId)).toMatchObject([{ state: "failed", about: { problem } }]);
    expect(await keysOf(caseId)).toEqual([]);
    const { html } = await namesOf(caseId);
    expect(textOf(html)).toMatch(/Asked [^.]*: [A-Z].{10,}\. /);
    expect(html).toContain("Fetch it");
    answer = (_, reply) => reply.end(`<h1>Found</h1><pre>${at.lasting.armoredPublic}</pre>`);
    await fetchKey.run(at.house.context, at.lead, { caseId, linkId });
    await runOwed(on);
    expect(await keysOf(caseId)).toMatchObject([{ state: "offered", source: "url" }]);
  },
);

test("an address that leads into a private network is not asked, by name, by number or by redirect", async () => {
  const inside = makeOutgoingFetch(async () => [{ address: "10.0.0.7", family: 4 }]);
  answer = (_, reply) => reply.writeHead(302, { location: "https://169.254.169.254/" }).end();
  for (const [typed, fetcher] of [
    [address, keyFetcher(inside)],
    ["https://127.0.0.1/key.asc", keyFetcher(outgoingFetch)],
    [address, stood],
  ] as const) {
    const { caseId, linkId } = await aCaseNaming(`The key is at ${typed}`);
    await fetchKey.run(at.house.context, at.lead, { caseId, linkId });
    await runOwed({ ...on, fetchKey: fetcher });
    expect(await linksOf(caseId), typed).toMatchObject([
      { state: "failed", about: { problem: "private-address" } },
    ]);
    expect(textOf((await namesOf(caseId)).html)).toContain("leads into a private network");
  }
  expect(heard).toHaveLength(1);
});

test("an address that was erased with its party, or where nobody is asked, is said to be so", async () => {
  const kept = await aCaseNaming(`The key is at ${address}`);
  await fetchKey.run(at.house.context, at.lead, kept);
  await runOwed({ ...on, fetchKey: undefined });
  expect(await linksOf(kept.caseId)).toMatchObject([{ about: { problem: "off" } }]);
  const { caseId, partyId, linkId } = await aCaseNaming(`The key is at ${address}`);
  await fetchKey.run(at.house.context, at.lead, { caseId, linkId });
  await at.house.pools.worker.query("delete from key_wraps where object_id = $1", [
    identityObject(partyId),
  ]);
  await runOwed(on);
  expect(await linksOf(caseId)).toMatchObject([{ about: { problem: "erased" } }]);
  expect(heard).toEqual([]);
});

test("two colleagues who order it at once ask once, and nobody asks for another case's or without being on it", async () => {
  const { caseId, linkId } = await aCaseNaming(`The key is at ${address}`);
  const other = await aCaseNaming(`The key is at ${address}`);
  const ask = (of: { caseId: string; linkId: string }) =>
    fetchKey.run(at.house.context, at.lead, of);
  await Promise.all([ask({ caseId, linkId }), ask({ caseId, linkId })]);
  await runOwed(on);
  expect(heard).toHaveLength(1);
  await expect(ask({ caseId: other.caseId, linkId })).rejects.toMatchObject({
    code: "key-link.unknown",
  });
  const stranger = { ...aColleague("lead"), groupIds: [] };
  await expect(fetchKey.run(at.house.context, stranger, { caseId, linkId })).rejects.toMatchObject({
    code: "access.not-found",
  });
});

test("an address in an answer is kept once; what it quotes, and where our own key lies, is not", async () => {
  const found = await at.aMailedCase();
  await at.write(found);
  const [letter] = await at.toFinder();
  const text = [
    `Here: ${address}`,
    "> Fetch https://quoted.example/their.asc",
    `https://${new URL(at.house.context.baseUrl).host}/.well-known/openpgpkey/hu/x`,
  ].join("\n");
  for (const subject of ["Re: one", "Re: two"]) {
    const reply = { subject, inReplyTo: letter?.messageId ?? null, text };
    await at.take(await composeMail(at.aMail(reply)));
  }
  expect((await linksOf(found.caseId)).map(({ about }) => about.shown)).toEqual([address]);
});

test("of an address staff read neither the author's name nor a fingerprint, and the party's row not at all", async () => {
  const { fingerprint } = at.lapsing;
  const typed = `https://keys.example/vks/v1/by-email/finder%40research.example and
https://keys.example/pks/lookup?op=get&search=0x${fingerprint}`;
  const { caseId } = await aCaseNaming(typed);
  const shown = (await linksOf(caseId)).map(({ about }) => about.shown);
  expect(shown).toEqual([
    "https://keys.example/vks/v1/by-email/[Reporter]",
    "https://keys.example/pks/lookup?op=get&search=…",
  ]);
  const row = "select address_sealed from key_links where case_id = $1";
  await expect(
    at.house.context.transaction(at.lead, (tx) => tx.query(row, [caseId])),
  ).rejects.toMatchObject({ code: "42501" });
});
