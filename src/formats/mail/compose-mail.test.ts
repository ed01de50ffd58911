import fc from "fast-check";
import { expect, test } from "vitest";
import {
  aReport,
  keysMade,
  ownKey,
  readAt,
  reporter,
  sentAt,
  team,
  teamKeys,
} from "../../../test/support/mail.ts";
import { composeMail } from "./compose-mail.ts";
import { makeKeyPair } from "./keys.ts";
import { readMail } from "./read-mail.ts";

const refused = (code: string) => expect.objectContaining({ name: "Refusal", code });

test("a plain message says by headers that a program answered, and what it answers", async () => {
  const raw = await composeMail({
    ...aReport,
    autoSubmitted: "auto-replied",
    inReplyTo: "<q@lab.example>",
    references: ["<p@lab.example>", "not an id\r\nBcc: x@y.example", "<q@lab.example>"],
    replyTo: { address: "psirt+1@team.example" },
  });
  const text = Buffer.from(raw).toString("latin1");
  expect(text).toContain("Auto-Submitted: auto-replied\r\n");
  expect(text).toContain("In-Reply-To: <q@lab.example>\r\n");
  expect(text).toContain("References: <p@lab.example> <q@lab.example>\r\n");
  expect(text).toContain("Date: Fri, 02 Jan 2026 03:04:05 +0000\r\n");
  expect(text).toContain("Message-ID: <report-1@lab.example>\r\n");
  expect(text).not.toContain("Bcc");
  expect(/[^\r]\n/.test(text)).toBe(false);
  const mail = await readMail(raw, teamKeys);
  expect(mail).toMatchObject({ text: aReport.text, autoSubmitted: true, problems: [] });
});

test("no line of a message can be taken for a mailbox's mark or the end of the message", async () => {
  const text = "From here\n.\nFrom there \nend";
  const raw = Buffer.from(await composeMail({ ...aReport, text })).toString("latin1");
  expect(raw).not.toMatch(/\r\n(From (here|there)|\.\r\n)/);
  expect(raw).not.toMatch(/ \r\n/);
  expect((await readMail(Buffer.from(raw), teamKeys)).text.trimEnd()).toBe(text);
});

test("the same message is composed to the same bytes", async () => {
  expect(await composeMail(aReport)).toEqual(await composeMail(aReport));
});

test.each([
  ["subject", { subject: "a\r\nBcc: x@y.example" }],
  ["subject with a lone CR", { subject: "a\rBcc: x@y.example" }],
  ["subject with NUL", { subject: "a\0" }],
  ["subject with a Unicode line end", { subject: "a\u2028b" }],
  ["outer subject", { outerSubject: "a\nBcc: x@y.example" }],
  ["sender's name", { from: { address: "a@b.example", name: "x\nBcc: y" } }],
  ["sender", { from: { address: "a@b.example\nBcc: y" } }],
  ["recipient", { to: [{ address: "a@b.example\r\n.\r\n" }] }],
  ["reply address", { replyTo: { address: "a@b.example\n" } }],
  ["message id", { messageId: "<a@b>\r\nX: y" }],
  [
    "attachment name",
    { attachments: [{ name: "a\r\nX: y", type: "a/b", bytes: new Uint8Array() }] },
  ],
])("a header cannot be smuggled in by the %s", async (_, change) => {
  const encryptTo = "outerSubject" in change ? [team.armoredPublic] : [];
  await expect(composeMail({ ...aReport, ...change }, { encryptTo })).rejects.toEqual(
    refused("mail.header-injection"),
  );
});

test.each(["", "a", "a@b@c", "a b@c.example", "<a@b.example>", "a@b.example, c@d.example"])(
  "only one plain address is a recipient: %j is refused",
  async (address) => {
    await expect(composeMail({ ...aReport, to: [{ address }] })).rejects.toEqual(
      refused("mail.address-invalid"),
    );
  },
);

test("[ALE-44] a key that cannot be used is refused, the message never goes out plain", async () => {
  const expired = await makeKeyPair({
    name: "Old",
    email: "old@lab.example",
    now: keysMade,
    validForSeconds: 3600,
  });
  const compose = (key: string) => composeMail(aReport, { encryptTo: [key] });
  await expect(compose(expired.armoredPublic)).rejects.toEqual(refused("mail.key-unusable"));
  await expect(compose("no key")).rejects.toEqual(refused("mail.key-unreadable"));
  await expect(compose(team.armoredPrivate)).rejects.toEqual(refused("mail.key-is-private"));
});

test("[ALE-44] the subject of an encrypted message travels inside; outside is what the caller gave", async () => {
  const mail = { ...aReport, subject: "Geheimer Überlauf", outerSubject: "[ALE-2026-1]" };
  const protection = { signWith: ownKey(reporter), encryptTo: [team.armoredPublic] };
  const raw = await composeMail(mail, protection);
  const text = Buffer.from(raw).toString("latin1");
  expect(text).toContain("Subject: [ALE-2026-1]\r\n");
  expect(text).not.toContain("Geheimer");
  expect((await readMail(raw, teamKeys)).subject).toBe("Geheimer Überlauf");
});

test("whatever text is written comes back unchanged, signed and encrypted", async () => {
  const text = fc
    .string({ unit: "binary", maxLength: 300 })
    .map((each) => each.replace(/\r\n?|\0/g, "\n").replace(/[\uD800-\uDFFF\uFEFF\uFFFD]/g, ""));
  await fc.assert(
    fc.asyncProperty(text, fc.uint8Array({ maxLength: 300 }), async (written, bytes) => {
      const attachments = [{ name: "ä b'.bin", type: "application/x-b", bytes }];
      const mail = { ...aReport, text: written, attachments, date: sentAt };
      const raw = await composeMail(mail, {
        signWith: ownKey(reporter),
        encryptTo: [team.armoredPublic],
      });
      const read = await readMail(raw, { ...teamKeys, now: readAt });
      expect(read.signature.state).toBe("good");
      expect(read.text).toBe(written);
      expect(read.attachments[0]?.name).toBe("ä b'.bin");
      expect(read.attachments[0]?.bytes).toEqual(bytes);
    }),
    { numRuns: 60 },
  );
});
