/**
 * An attachment of 25 MB on the real product, by mail, in plain and encrypted by GnuPG: it arrives
 * whole. One of 30 MB is answered with a sentence.
 */
import { createHash, randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SiteVisitor } from "../../src/cli/demo/site-visitor.ts";
import { eventually } from "../../src/cli/demo/stage.ts";
import { type GnuPg, hasGnuPg, startGnuPg } from "../support/gnupg.ts";
import { encryptedLetter, headerOf, letterOf } from "../support/letters.ts";
import { type Product, startProduct } from "../support/product.ts";

const type = "Content-Type: multipart/mixed; boundary=b";

/** A report with one file, without its type. */
function bodyOf(file: Buffer): string {
  return [
    "--b",
    "Content-Type: text/plain; charset=utf-8",
    "",
    "The parser overflows on this capture.",
    "--b",
    "Content-Type: application/octet-stream",
    "Content-Disposition: attachment; filename=capture.bin",
    "Content-Transfer-Encoding: base64",
    "",
    ...(file.toString("base64").match(/.{1,76}/g) ?? []),
    "--b--",
    "",
  ].join("\r\n");
}

describe.skipIf(!hasGnuPg())("a large attachment by mail", () => {
  let product: Product;
  let gpg: GnuPg;
  let analyst: SiteVisitor;
  const file = randomBytes(25_000_000);
  const sha256 = createHash("sha256").update(file).digest("hex");

  beforeAll(async () => {
    product = await startProduct();
    gpg = startGnuPg();
    analyst = product.visitor();
    await analyst.takeSeat("analyst");
  });
  afterAll(async () => {
    gpg?.remove();
    await product?.remove();
  });

  /** What the page of the file says once it was checked, in the case that our first letter names. */
  async function checkedFile(sender: string): Promise<string> {
    const [mail] = await eventually("an acknowledgement", async () => {
      const mails = await product.mailsTo(sender);
      return mails.length > 0 ? mails : undefined;
    });
    const reference = /\[([A-Z]+-\d{4}-\d+)\]/.exec(
      headerOf(mail ?? Buffer.alloc(0), "Subject"),
    )?.[1];
    const page = (await analyst.get(`/console/cases/${reference}`)).toString();
    expect(page).toContain("The parser overflows on this capture.");
    const link = /href="([^"]+)">(?:<[^>]+>)*capture\.bin</.exec(page)?.[1] ?? "";
    return eventually("the file to be checked", async () => {
      const told = (await analyst.get(link)).toString();
      return told.includes("Being checked") ? undefined : told;
    });
  }

  test("of 25 MB it arrives whole, in plain", async () => {
    const sender = "plain@research.example";
    const letter = letterOf({
      from: sender,
      subject: "A capture",
      header: [type],
      text: bodyOf(file),
    });
    expect(await product.handIn(letter, sender)).toContain("250 2.0.0 Taken and stored");
    expect(await checkedFile(sender)).toContain(sha256);
  });

  test("of 25 MB it arrives whole, encrypted and not compressed, which makes 47 MB of it", async () => {
    const sender = "sealed@research.example";
    const imported = gpg.run(["--import"], await product.visitor().get("/key.asc"));
    const teamKey = /IMPORT_OK \d+ ([0-9A-F]{40})/.exec(imported.status)?.[1] ?? "";
    const how = ["--armor", "--compress-algo", "none", "--encrypt", "--recipient", teamKey];
    const armored = gpg.run(how, `${type}\r\n\r\n${bodyOf(file)}`).out.toString("latin1");
    const letter = encryptedLetter({ from: sender, subject: "...", armored });
    expect(letter.length).toBeGreaterThan(46_000_000);
    expect(await product.handIn(letter, sender)).toContain("250 2.0.0 Taken and stored");
    expect(await checkedFile(sender)).toContain(sha256);
  });

  test("of 30 MB it is refused with a sentence that names another way", async () => {
    const sender = "larger@research.example";
    const text = bodyOf(randomBytes(30_000_000));
    const letter = letterOf({ from: sender, subject: "A capture", header: [type], text });
    const answer = await product.handIn(letter, sender).catch((error: Error) => error.message);
    expect(answer).toContain("552 5.3.4 This mail is larger than the 36 MiB we take");
    expect(answer).toContain("use our web form");
  });
});
