import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { TestBrowser, type TestWeb, testWeb } from "../../../test/support/web.ts";
import { keepMail } from "../../actions/demonstration/keep-mail.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";
import { openSeat } from "../../actions/people/open-seat.ts";
import { composeMail } from "../../formats/mail/compose-mail.ts";
import { makeKeyPair } from "../../formats/mail/keys.ts";
import { keptMails } from "../../store/mailbox/reader.ts";
import { signInRoutes } from "../sign-in/sign-in-routes.tsx";
import { demonstrationRoutes } from "./demonstration-routes.tsx";

let house: TestContext;
let demonstration: TestWeb;
let real: TestWeb;
let ids: string[];

beforeAll(async () => {
  house = await testContext();
  const { context } = house;
  const modules = [demonstrationRoutes, signInRoutes];
  demonstration = await testWeb(context, modules);
  real = await testWeb({ ...context, demonstration: false }, modules);
  await ensureHouse.run(context, theWorker, {});
  const seat = { name: "Analyst", signInName: "analyst@psirt.example" };
  await openSeat.run(context, theWorker, { ...seat, roles: ["analyst"] });
  for (const raw of [await aLetter({}), await aLetter({ encrypted: true })]) {
    const messageId = /Message-ID: (\S+)/.exec(Buffer.from(raw).toString())?.[1] ?? "";
    await keepMail(context, { messageId, from: "", to: "finder@research.example", raw });
    house.passSeconds(60);
  }
  const kept = await context.transaction({ kind: "anyone" }, (tx) => keptMails(tx));
  ids = kept.map(({ mailId }) => mailId);
});
afterAll(async () => {
  await Promise.all([demonstration.app.close(), real.app.close()]);
  await house.close();
});

async function aLetter({ encrypted = false }): Promise<Uint8Array> {
  const now = new Date("2026-03-01T00:00:00Z");
  const team = await makeKeyPair({ name: "Team", email: "psirt@ale.example", now });
  const finder = await makeKeyPair({ name: "Finder", email: "finder@research.example", now });
  return composeMail(
    {
      from: { address: "psirt@ale.example", name: "PSIRT" },
      to: [{ address: "finder@research.example" }],
      subject: "Réponse à votre rapport – PSIRT-2026-0001",
      messageId: `<${encrypted ? 2 : 1}@ale.example>`,
      date: new Date("2026-03-11T08:00:00Z"),
      text: "Nous avons bien reçu <votre> rapport. ".repeat(6),
    },
    {
      signWith: { armored: team.armoredPrivate },
      ...(encrypted ? { encryptTo: [finder.armoredPublic] } : {}),
    },
  );
}

const visitor = () => new TestBrowser(demonstration.app);

test("the demonstration's pages say on top that no mail leaves", async () => {
  for (const path of ["/demonstration", "/demonstration/mail", `/demonstration/mail/${ids[0]}`]) {
    const { statusCode, body } = await visitor().get(path);
    expect(statusCode).toBe(200);
    expect(body).toContain("Demonstration: no mail leaves this machine.");
  }
});

test("the mailbox lists the newest first, with what protects each", async () => {
  const { body } = await visitor().get("/demonstration/mail");
  expect(body.indexOf("Signed and encrypted")).toBeGreaterThan(-1);
  expect(body.indexOf("Signed and encrypted")).toBeLessThan(body.indexOf(">Signed<"));
});

test("a signed mail is shown with header and text, nothing of it as markup", async () => {
  const { body } = await visitor().get(`/demonstration/mail/${ids[1]}`);
  expect(body).toContain("Réponse à votre rapport – PSIRT-2026-0001");
  expect(body).toContain("Nous avons bien reçu &lt;votre> rapport.");
});

test("an encrypted mail stays closed, and can be taken away whole", async () => {
  const page = await visitor().get(`/demonstration/mail/${ids[0]}`);
  expect(page.body).toContain("Only its reader’s key opens this mail.");
  expect(page.body).not.toContain("rapport");
  const file = await visitor().get(`/demonstration/mail/${ids[0]}/message.eml`);
  expect(file.headers["content-type"]).toBe("message/rfc822");
  expect(file.body).toContain("-----BEGIN PGP MESSAGE-----");
});

test("a script finds the mails to one address", async () => {
  const ask = (to: string) =>
    visitor().get(`/demonstration/mail?to=${to}`, { accept: "application/json" });
  expect((await ask("finder@research.example")).json().mails).toHaveLength(2);
  expect((await ask("nobody@research.example")).json().mails).toEqual([]);
});

test("a seat is taken from the page, again and again, and opens the console", async () => {
  const browser = visitor();
  for (const _ of [1, 2]) {
    const answer = await browser.submit("/demonstration", {}, "/demonstration/seats/analyst");
    expect([answer.statusCode, answer.headers.location]).toEqual([303, "/console/start"]);
  }
  expect((await browser.get("/console/start")).headers.location).toBe("/console");
});

test("a form of another site takes no seat, and no seat is an administrator's", async () => {
  expect((await visitor().post("/demonstration/seats/analyst", {})).statusCode).toBe(403);
  const answer = await visitor().submit("/demonstration", {}, "/demonstration/seats/administrator");
  expect(answer.statusCode).toBe(422);
});

test("outside a demonstration none of it exists", async () => {
  const paths = ["", "/mail", `/mail/${ids[0]}`, `/mail/${ids[0]}/message.eml`];
  for (const path of paths) {
    expect((await new TestBrowser(real.app).get(`/demonstration${path}`)).statusCode).toBe(404);
  }
  const browser = new TestBrowser(real.app);
  const answer = await browser.submit("/sign-in", {}, "/demonstration/seats/analyst");
  expect(answer.statusCode).toBe(404);
});

test("a page of the mailbox that nobody was given is its first", async () => {
  const id = "00000000-0000-7000-8000-000000000001";
  const first = await visitor().get("/demonstration/mail");
  for (const before of [`2026-99-99T00:00:00Z,${id}`, `2026-01-01T00:00:00Z,${"-".repeat(36)}`]) {
    const { statusCode, body } = await visitor().get(`/demonstration/mail?before=${before}`);
    expect([statusCode, body]).toEqual([200, first.body]);
  }
});

test("a mail that is not there is not found", async () => {
  for (const id of ["00000000-0000-7000-8000-000000000001", "x"]) {
    expect((await visitor().get(`/demonstration/mail/${id}`)).statusCode).toBe(404);
  }
});
