/**
 * A reporter with GnuPG and the product, with nothing between them but mail and the web: what is
 * written, answered and published is opened and checked by the tool that people really use.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CaseView, readCase } from "../../src/cli/demo/case-desk.ts";
import type { SiteVisitor } from "../../src/cli/demo/site-visitor.ts";
import { eventually } from "../../src/cli/demo/stage.ts";
import { csafLayout } from "../../src/formats/csaf/csaf-layout.ts";
import { type GnuPg, hasGnuPg, startGnuPg } from "../support/gnupg.ts";
import { encryptedLetter, headerOf, letterOf } from "../support/letters.ts";
import { type Product, reportAddress, startProduct } from "../support/product.ts";

const secret = "The LLDP parser writes past its buffer with frame seven-zero-niner.";

describe.skipIf(!hasGnuPg())("a reporter with GnuPG", () => {
  let product: Product;
  let gpg: GnuPg;
  let analyst: SiteVisitor;
  let teamKey: string;
  let reporter: Correspondent;

  beforeAll(async () => {
    product = await startProduct();
    gpg = startGnuPg();
    analyst = product.visitor();
    await analyst.takeSeat("analyst");
    teamKey = imported(gpg, await product.visitor().get("/key.asc"));
    reporter = aCorrespondent("reporter@research.example");
  });
  afterAll(async () => {
    gpg?.remove();
    await product?.remove();
  });

  interface Correspondent {
    readonly address: string;
    readonly fingerprint: string;
    /** How many of their mails they have opened. */
    read: number;
    reference: string;
  }

  function aCorrespondent(address: string): Correspondent {
    const fingerprint = gpg.makeKey(`Reporter <${address}>`, "future-default");
    return { address, fingerprint, read: 0, reference: "" };
  }

  const ownKeyOf = ({ fingerprint }: Correspondent) =>
    gpg.run(["--armor", "--export", fingerprint]).out.toString();

  /** Signed by the correspondent and encrypted to the team. */
  function sealed(by: Correspondent, text: string): string {
    const to = ["--recipient", teamKey, "--local-user", by.fingerprint];
    return gpg.run(["--armor", "--sign", "--encrypt", ...to], text).out.toString("latin1");
  }

  /** The next mail that they have not opened yet, raw. */
  async function nextMail(to: Correspondent): Promise<Buffer> {
    const raw = await eventually(`a mail to ${to.address}`, async () => {
      const mails = await product.mailsTo(to.address);
      return mails[to.read];
    });
    to.read += 1;
    return raw;
  }

  /** Opens a mail as their mail program would, and insists on our signature. */
  function opened(raw: Buffer): string {
    const [armored] = /-----BEGIN PGP MESSAGE-----.+-----END PGP MESSAGE-----/s.exec(
      raw.toString("latin1"),
    ) ?? [""];
    const { ok, status, out } = gpg.run(["--decrypt"], armored);
    expect({ ok, encrypted: status.includes("DECRYPTION_OKAY") }).toEqual({
      ok: true,
      encrypted: true,
    });
    expect(status).toContain("GOODSIG");
    expect(status).toMatch(new RegExp(`VALIDSIG ([0-9A-F]+ ){9,}${teamKey}|VALIDSIG ${teamKey}`));
    return unquoted(out);
  }

  const found = () => readCase(analyst, reporter.reference);

  /** The case once it is as wished. */
  const caseWhen = (what: string, holds: (view: CaseView) => boolean) =>
    eventually(what, async () => {
      const view = await found();
      return holds(view) ? view : undefined;
    });

  test("[ALE-11] the key is one click away, in the Web Key Directory, and named in full beside the form", async () => {
    const listed = gpg.run(["--with-colons", "--with-wkd-hash", "--list-keys", teamKey]);
    const plain = gpg.run(["--with-wkd-hash", "--list-keys", teamKey]).out.toString();
    const [, hash, domain] = /\b([13-9a-km-uw-z]{32})@(\S+)/.exec(plain) ?? [];
    expect([listed.ok, domain]).toEqual([true, reportAddress.split("@")[1]]);
    const fresh = startGnuPg();
    try {
      const key = await product.visitor().get(`/.well-known/openpgpkey/hu/${hash}?l=psirt`);
      expect(imported(fresh, key)).toBe(teamKey);
    } finally {
      fresh.remove();
    }
    for (const path of ["/report", "/key"]) {
      const page = (await product.visitor().get(path)).toString().replace(/<[^>]+>|\s/g, "");
      expect([path, page.includes(teamKey)]).toEqual([path, true]);
    }
  });

  test("[ALE-14] [ALE-16] a signed and encrypted report by mail opens a case, decrypted, with its signature", async () => {
    const text = `Content-Type: text/plain; charset=utf-8\r\n\r\n${secret}\r\n\r\n${ownKeyOf(reporter)}`;
    const armored = sealed(reporter, text.replace(/\r?\n/g, "\r\n"));
    const raw = encryptedLetter({ from: reporter.address, subject: "...", armored });
    expect(await product.handIn(raw, reporter.address)).toContain("250 2.0.0 Taken and stored");
    const mail = await nextMail(reporter);
    reporter.reference = /\[([A-Z]+-\d{4}-\d+)\]/.exec(headerOf(mail, "Subject"))?.[1] ?? "";
    const page = (await analyst.get(`/console/cases/${reporter.reference}`)).toString();
    for (const words of [secret, "Came encrypted", "Signed, key not known"]) {
      expect([words, page.includes(words)]).toEqual([words, true]);
    }
    // Who wrote it stays in the vault, and with them the untouched mail.
    expect(page).not.toContain(reporter.address);
    reporter.read = 0;
  });

  test("[ALE-29] [ALE-44] the acknowledgement is encrypted and signed, says the number, and no word of the report", async () => {
    const raw = await nextMail(reporter);
    const text = opened(raw);
    expect(text).toContain(`gave it the number ${reporter.reference}`);
    for (const word of ["LLDP", "parser", "buffer", "niner"]) {
      expect([word, `${raw}${text}`.includes(word)]).toEqual([word, false]);
    }
  });

  test("[ALE-44] decision, question and conclusion come encrypted, and nothing of them in the open", async () => {
    const { caseId, parties } = await found();
    const partyId = parties.find(({ kind }) => kind === "reporter")?.partyId;
    const touches = ["availability"];
    const deeds = [
      ["relevancy", "explanation", { outcome: "relevant", touches }, "We saw the restart here."],
      ["messages", "text", { partyId, question: true }, "Does it happen on trunks, too?"],
      [
        "conclusion",
        "explanation",
        { outcome: "confirmed" },
        "Confirmed in every release before 8.9 R03; corrected there.",
      ],
    ] as const;
    for (const [path, field, rest, words] of deeds) {
      await analyst.api(`/cases/${caseId}/${path}`, { ...rest, [field]: words });
      const raw = await nextMail(reporter);
      expect(headerOf(raw, "Subject")).toBe(`[${reporter.reference}]`);
      expect(raw.toString("latin1")).not.toContain(words);
      expect(opened(raw)).toContain(words);
    }
  });

  test("[ALE-18] an encrypted answer lands in the thread with its signature, and our clocks run again", async () => {
    expect((await found()).waitingOn).toBe("reporter");
    const [, , question] = await product.mailsTo(reporter.address);
    const inReplyTo = headerOf(question ?? Buffer.alloc(0), "Message-ID");
    const armored = sealed(reporter, "Content-Type: text/plain\r\n\r\nOn trunks as well.\r\n");
    const letter = { from: reporter.address, subject: "Re: ...", inReplyTo, armored };
    await product.handIn(encryptedLetter(letter), reporter.address);
    const view = await caseWhen("the answer", ({ messages, waitingOn }) =>
      messages.some(({ text }) => text.includes("On trunks as well.") && waitingOn === "us"),
    );
    const answer = view.messages.find(({ text }) => text.includes("On trunks as well."));
    expect(answer).toMatchObject({ direction: "in", encrypted: true, signature: "good" });
  });

  test("[ALE-15] [ALE-45] inline PGP is read too, and the key that came with it serves the answer", async () => {
    const other = aCorrespondent("second-reporter@research.example");
    const text = sealed(other, `The web server leaks a session.\n\n${ownKeyOf(other)}`);
    await product.handIn(letterOf({ from: other.address, subject: "Hello", text }), other.address);
    const raw = await nextMail(other);
    const reference = /number ([A-Z]+-\d{4}-\d+)/.exec(opened(raw))?.[1] ?? "";
    const page = (await analyst.get(`/console/cases/${reference}`)).toString();
    for (const words of ["The web server leaks a session.", "Came encrypted"]) {
      expect([words, page.includes(words)]).toEqual([words, true]);
    }
    // A key names its owner as an address does: both stand in the vault alone.
    expect(page).not.toContain(other.fingerprint);
  });

  test("[ALE-17] [ALE-44] a plain report is taken; content waits behind a pointer that says nothing of it", async () => {
    const plain = { address: "plain-reporter@research.example", read: 0, reference: "" };
    const from = plain.address;
    const text = "The help page shows another user's name.";
    await product.handIn(letterOf({ from, subject: "A leak of names", text }), from);
    const to = { ...plain, fingerprint: "" };
    const acknowledgement = await nextMail(to);
    expect(headerOf(acknowledgement, "Content-Type")).not.toContain("encrypted");
    for (const offer of ["send us your OpenPGP public key", "/portal/link/"]) {
      expect([offer, unquoted(acknowledgement).includes(offer)]).toEqual([offer, true]);
    }
    const reference =
      /\[([A-Z]+-\d{4}-\d+)\]/.exec(headerOf(acknowledgement, "Subject"))?.[1] ?? "";
    const { caseId } = await readCase(analyst, reference);
    const explanation = "Seen in our laboratory on the help page of the phone.";
    const decision = { outcome: "relevant", touches: ["confidentiality"], explanation };
    await analyst.api(`/cases/${caseId}/relevancy`, decision);
    const notice = await nextMail(to);
    const said = unquoted(notice);
    expect(said).toContain("there is a new message for you");
    for (const word of ["laboratory", "help page", "relevant", "leak", "concerns"]) {
      expect([word, said.includes(word)]).toEqual([word, false]);
    }
    const [link = ""] = /http:\S+\/portal\/link\/\S+/.exec(said) ?? [];
    expect((await fetch(link)).ok).toBe(true);

    const inReplyTo = headerOf(notice, "Message-ID");
    const reply = { from, subject: `Re: ${headerOf(notice, "Subject")}`, inReplyTo };
    await product.handIn(letterOf({ ...reply, text: "Thank you, understood." }), from);
    await eventually("the reply in the thread", async () => {
      const { messages } = await readCase(analyst, reference);
      return messages.some((each) => each.text.includes("Thank you, understood.")) || undefined;
    });
  });

  test("gpg verifies the signature of a published CSAF document with the key that the provider names", async () => {
    const site = product.visitor();
    const index = (await site.get(csafLayout.index)).toString().split("\n");
    const path = `${csafLayout.directory}${index[0]}`;
    const [document, signature] = [await site.get(path), await site.get(`${path}.asc`)];
    const metadata = await site.json<Metadata>(csafLayout.providerMetadata);
    const fresh = startGnuPg();
    try {
      for (const { url, fingerprint } of metadata.public_openpgp_keys) {
        expect(imported(fresh, await site.get(url))).toBe(fingerprint.toUpperCase());
      }
      const signed = fresh.file("document.json.asc", signature);
      const verified = fresh.run(["--verify", signed, fresh.file("document.json", document)]);
      expect([verified.ok, verified.status.includes("GOODSIG")]).toEqual([true, true]);
      const changed = Buffer.from(document.toString().replace("final", "draft"));
      expect(fresh.run(["--verify", signed, fresh.file("changed.json", changed)]).ok).toBe(false);
    } finally {
      fresh.remove();
    }
  });
});

interface Metadata {
  readonly public_openpgp_keys: readonly { readonly url: string; readonly fingerprint: string }[];
}

/** Takes a key into the ring; gives its fingerprint. */
function imported(gpg: GnuPg, key: Buffer): string {
  const { ok, status } = gpg.run(["--import"], key);
  expect(ok).toBe(true);
  return /IMPORT_OK \d+ ([0-9A-F]{40})/.exec(status)?.[1] ?? "";
}

/** Quoted-printable undone, for looking for words. */
function unquoted(raw: Buffer): string {
  const text = raw
    .toString("latin1")
    .replace(/=\r?\n/g, "")
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  const lines = Buffer.from(text, "latin1").toString("utf8").replace(/\r/g, "");
  // Lines that end in a space go on in the next one (RFC 3676), but for the mark above a signature.
  return lines.replace(/(?<!\n--) \n/g, " ");
}
