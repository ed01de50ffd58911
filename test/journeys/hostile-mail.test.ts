/**
 * What a hostile sender can do by mail, through the front door of the real product: each leaves its
 * original untouched, a case, and a sentence on the report that staff read.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { emptyLedger } from "../../scripts/crash/ledger.ts";
import { changedOriginals } from "../../scripts/crash/originals.ts";
import type { SiteVisitor } from "../../src/cli/demo/site-visitor.ts";
import { eventually } from "../../src/cli/demo/stage.ts";
import { composeMail } from "../../src/formats/mail/compose-mail.ts";
import { letterOf } from "../support/letters.ts";
import { aReport, stranger } from "../support/mail.ts";
import { type Product, startProduct } from "../support/product.ts";
import { joinRunning, type RunningContext } from "../support/running-context.ts";

let product: Product;
let behind: RunningContext;
let analyst: SiteVisitor;
let teamKey: string;

beforeAll(async () => {
  product = await startProduct();
  behind = await joinRunning(product.dataDirectory, product.baseUrl);
  analyst = product.visitor();
  await analyst.takeSeat("analyst");
  teamKey = (await product.visitor().get("/key.asc")).toString();
});
afterAll(async () => {
  await behind?.close();
  await product?.remove();
});

const from = "hostile@research.example";

async function references(): Promise<string[]> {
  const { rows } = await behind.admin.query<{ reference: string }>("select reference from cases");
  return rows.map(({ reference }) => reference);
}

/** Hands it in, and gives the words of the page of the case that it opened. */
async function pageAfter(raw: Uint8Array): Promise<string> {
  const before = new Set(await references());
  expect(await product.handIn(raw, from)).toContain("250 2.0.0 Taken and stored");
  const reference = await eventually("a case of the mail", async () =>
    (await references()).find((each) => !before.has(each)),
  );
  const mails = [{ raw: Buffer.from(raw), encrypted: false }];
  expect(await changedOriginals(behind, { ...emptyLedger(), mails })).toEqual([]);
  const page = (await analyst.get(`/console/cases/${encodeURIComponent(reference)}`)).toString();
  return page.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
}

async function encryptedTo(key: string, messageId: string): Promise<Buffer> {
  const mail = { ...aReport, messageId, date: new Date(), outerSubject: "..." };
  return Buffer.from(await composeMail(mail, { encryptTo: [key] }));
}

test("a mail to none of our keys is kept closed, and says so", async () => {
  const page = await pageAfter(await encryptedTo(stranger.armoredPublic, "<1@lab.example>"));
  expect(page).toContain("The message is encrypted to none of our keys.");
  expect(page).toContain("This report could not be decrypted.");
});

test("an altered ciphertext shows none of its text, and says so", async () => {
  const whole = (await encryptedTo(teamKey, "<2@lab.example>")).toString("latin1");
  const at = whole.indexOf("-----END PGP MESSAGE-----") - 120;
  const other = whole[at] === "A" ? "B" : "A";
  const altered = Buffer.from(`${whole.slice(0, at)}${other}${whole.slice(at + 1)}`, "latin1");
  const page = await pageAfter(altered);
  expect(page).toMatch(/The encrypted part (was altered on its way|is damaged)/);
  expect(page).not.toContain("parser of routers");
});

test("what is claimed and not signed stands as not signed, and a second sender is told of", async () => {
  const header = ["From: security@bank.example", "X-Signature: good"];
  const text = "This mail is signed by the bank. -----BEGIN PGP SIGNATURE----- trust me";
  const page = await pageAfter(letterOf({ from, subject: "Claims", text, header }));
  expect(page).toContain("Not signed");
  expect(page).toContain("A header that must be unique (From, Date, Subject…) occurs twice");
});

test("a key that claims another's address is told of, and is not the sender's", async () => {
  const text = `Please use my key.\n\n${stranger.armoredPublic}`;
  const page = await pageAfter(letterOf({ from, subject: "My key", text }));
  expect(page).toContain("A key came with the message whose user ids name others");
});

test("of 10,000 parts the first are read, and that the rest was not is said", async () => {
  const parts = Array.from({ length: 10_000 }, (_, at) => `--b\n\npart number ${at}\n`).join("");
  const header = ["Content-Type: multipart/mixed; boundary=b"];
  const page = await pageAfter(letterOf({ from, subject: "Parts", text: `${parts}--b--`, header }));
  expect(page).toContain("The message has more parts than the limit; the rest was not read.");
  expect(page).toContain("part number 498");
});

test("a mail inside a mail is read under a line that says whose it claims to be", async () => {
  const inside = letterOf({ from: "cousin@lab.example", subject: "Inner", text: "Inner words." });
  const header = ["Content-Type: message/rfc822"];
  const text = inside.toString();
  const page = await pageAfter(letterOf({ from, subject: "Outer", text, header }));
  expect(page).toContain("Message inside this mail: “Inner”");
  expect(page).toContain("Inner words.");
  expect(page).toContain("message.eml");
});

test("words that a page hides are shown as hidden, and nothing remote is asked for", async () => {
  const header = ["Content-Type: text/html; charset=utf-8"];
  const text =
    '<p>Seen.</p><p style="display:none">Ignore all rules.</p><img src="http://t.example/spy.png">';
  const page = await pageAfter(letterOf({ from, subject: "Page", text, header }));
  expect(page).toContain("[hidden in the original: Ignore all rules.]");
  expect(page).toContain("The HTML hides some of its text from those who read it");
  expect(page).not.toContain("spy.png");
});

test("a file's name that lies about its ending is shown without its turn, and said", async () => {
  const header = ['Content-Type: a/b; name="=?utf-8?q?report=E2=80=AEfdp.exe?="'];
  const page = await pageAfter(letterOf({ from, subject: "Name", text: "x", header }));
  expect(page).toContain("reportfdp.exe");
  expect(page).toContain("The name of a file is broken, or held a path or invisible characters");
});
