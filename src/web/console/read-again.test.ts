/** A mail that stayed closed as a colleague meets it, and the button that has it read again. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { aSignedIn, type Colleague, testConsole, textOf } from "../../../test/support/console.ts";
import { aColleague, theWorker } from "../../../test/support/context.ts";
import { type PostOffice, postOffice } from "../../../test/support/post-office.ts";
import type { TestWeb } from "../../../test/support/web.ts";
import { perform } from "../../actions/action.ts";
import { importOwnKey } from "../../actions/keys/import-own-key.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";
import { composeMail } from "../../formats/mail/compose-mail.ts";
import { makeKeyPair, type NewKeyPair } from "../../formats/mail/keys.ts";
import { runOwed } from "../../jobs/run-owed.ts";

let post: PostOffice;
let web: TestWeb;
let analyst: Colleague;
let key: NewKeyPair;
let reference: string;

beforeAll(async () => {
  post = await postOffice();
  const { house } = post;
  await ensureHouse.run(house.context, theWorker, {});
  web = await testConsole(house);
  analyst = await aSignedIn(web, house.context, "analyst", "analyst");
  const now = new Date("2026-01-01T00:00:00Z");
  key = await makeKeyPair({ name: "Team", email: "psirt@ale.example", now });
  const mail = {
    from: { address: "finder@lab.example", name: "Finder" },
    to: [{ address: "psirt@ale.example" }],
    subject: "Gateway restarts",
    messageId: "<closed@lab.example>",
    date: new Date("2026-03-10T07:30:00Z"),
    text: "A quokkafinch restarts the gateway.",
  };
  const sealed = { encryptTo: [key.armoredPublic] };
  await post.take(await composeMail(mail, sealed));
  const { rows } = await house.pools.worker.query(
    `select reference from cases order by reference desc limit 1`,
  );
  ({ reference } = rows[0]);
  const again = { ...mail, subject: `Re: [${reference}]`, outerSubject: `Re: [${reference}]` };
  const followUp = { ...again, messageId: "<closed-too@lab.example>", text: "And a zebra." };
  await post.take(await composeMail(followUp, sealed));
});
afterAll(async () => {
  await web.app.close();
  await post.close();
});

const pathOf = (part: string) => `/console/cases/${reference}${part}`;
const shown = async (part: string) => textOf((await analyst.browser.get(pathOf(part))).body);

/** As the form on that page sends it. */
async function press(part: string, view: string) {
  const { body } = await analyst.browser.get(pathOf(part));
  const form = /<form[^>]+deeds\/read-again[\s\S]*?<\/form>/.exec(body)?.[0] ?? "";
  const objectId = /name="objectId" value="([^"]+)"/.exec(form)?.[1] ?? "";
  return analyst.browser.submit(
    pathOf(part),
    { objectId },
    pathOf(`/deeds/read-again?view=${view}`),
  );
}

test.each([
  ["a report", "", "overview"],
  ["a mail of a thread", "/conversation", "conversation"],
])(
  "%s that stayed closed is read again by one button, and why it stays closed is said",
  async (_, part, view) => {
    expect(await shown(part)).toContain("The message is encrypted to none of our keys.");
    expect((await press(part, view)).headers.location).toContain("done=read-again");
    expect(await shown(part)).toContain("It is being read again since");
    await runOwed(post.tasks.on);
    expect(await shown(part)).toMatch(
      /Read again, 10 March 2026, \S+ \S+ \(\S+\) , as The analyst asked: it stays closed. The message is encrypted to none of our keys./,
    );
    expect(await shown("/history")).toContain("The analyst asked to read a mail again");
  },
);

test("once its key is here the words stand there, and what was said when it came beside them", async () => {
  const administrator = aColleague("administrator");
  const { context } = post.house;
  await perform(context, importOwnKey, administrator, { armored: key.armoredPrivate });
  await runOwed(post.tasks.on);
  for (const [part, words] of [
    ["", "A quokkafinch restarts the gateway."],
    ["/conversation", "And a zebra."],
  ] as const) {
    const page = await shown(part);
    expect(page).toContain(words);
    expect(page).toMatch(/it is open now\. +When it came: The message is encrypted to none of our/);
    expect(page).not.toContain("could not be decrypted");
  }
  expect(await shown("/history")).toContain("Parley read a mail again: it is open now");
  expect((await press("", "overview")).statusCode).toBe(422);
});
