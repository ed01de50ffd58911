import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type GnuPg, hasGnuPg, startGnuPg } from "../../../test/support/gnupg.ts";
import { bytesOf, plainHeader, readAt } from "../../../test/support/mail.ts";
import { readMail } from "../../formats/mail/read-mail.ts";
import { readWithAgent } from "../../formats/mail/read-with-agent.ts";
import { gpgAgent } from "./gpg-agent.ts";

const then = ["--faked-system-time", "20260102T030405"];
const keys = { own: [], trust: [], now: readAt };

describe.skipIf(!hasGnuPg())("keys that stay in a gpg-agent", () => {
  let team: GnuPg;
  let other: GnuPg;
  let recipient: Record<string, string>;
  beforeAll(() => {
    [team, other] = [startGnuPg(), startGnuPg()];
    const make = (algorithm: string) =>
      team.makeKey(`Team <${algorithm}@team.example>`, algorithm, "never", "20260101T000000");
    recipient = { rsa: make("default"), curve: make("future-default") };
    for (const key of Object.values(recipient)) {
      other.run(["--import"], team.run(["--armor", "--export", key]).out);
    }
  });
  afterAll(() => {
    team.remove();
    other.remove();
  });

  const sealed = (key: string, text: string, more: readonly string[] = []) =>
    other.run([...then, ...more, "--armor", "--encrypt", "-r", key], text).out.toString("latin1");
  const inMail = (armored: string) => bytesOf(...plainHeader, "", armored);
  const through = (ring: GnuPg) => readWithAgent(readMail, gpgAgent({ home: ring.home }));

  test.each(["rsa", "curve"])(
    "a message to an agent's key (%s) is read without the key",
    async (kind) => {
      const raw = inMail(sealed(recipient[kind] ?? "", "for the agent\n"));
      expect(await readMail(raw, keys)).toMatchObject({ decryptFailure: "decrypt.no-key" });
      const mail = await through(team)(raw, keys);
      expect(mail).toMatchObject({ text: "for the agent\n", decrypted: true, problems: [] });
      expect(mail.closedMessages).toBeUndefined();
    },
  );

  test("a message with hidden recipients is found among the agent's keys", async () => {
    const raw = inMail(sealed(recipient.curve ?? "", "hidden\n", ["--throw-keyids"]));
    expect(await through(team)(raw, keys)).toMatchObject({ text: "hidden\n" });
  });

  test("a message inside a message is opened layer by layer", async () => {
    const inner = sealed(recipient.curve ?? "", "innermost\n");
    const file = [
      "Content-Type: multipart/mixed; boundary=i",
      "",
      "--i",
      "Content-Type: application/octet-stream; name=notes.txt.asc",
      "",
      inner,
      "--i--",
    ].join("\r\n");
    const raw = inMail(sealed(recipient.rsa ?? "", file));
    const mail = await through(team)(raw, keys);
    expect(mail).toMatchObject({ decrypted: true, attachments: [{ name: "notes.txt" }] });
    expect(Buffer.from(mail.attachments[0]?.bytes ?? []).toString()).toBe("innermost\n");
  });

  test("an altered message stays closed, though the agent gave its session key", async () => {
    const armored = sealed(recipient.curve ?? "", "whole and long enough to be altered\n");
    const lines = armored.split("\n");
    const at = lines.length - 4;
    const line = lines[at] ?? "";
    lines[at] = `${line.startsWith("A") ? "B" : "A"}${line.slice(1)}`;
    const mail = await through(team)(inMail(lines.join("\r\n")), keys);
    expect(mail).toMatchObject({ text: "", decrypted: false, decryptFailure: "decrypt.integrity" });
  });

  test("a message that the agent has no key for stays closed, and that is no outage", async () => {
    const raw = inMail(sealed(recipient.curve ?? "", "not for them\n"));
    const mail = await through(other)(raw, keys);
    expect(mail).toMatchObject({ decryptFailure: "decrypt.no-key", problems: [] });
  });

  test("an agent that cannot be asked is named on the report", async () => {
    const raw = inMail(sealed(recipient.curve ?? "", "waiting\n"));
    const away = readWithAgent(readMail, gpgAgent({ home: team.home, deadlineMs: 1 }));
    const mail = await away(raw, keys);
    expect(mail).toMatchObject({ decrypted: false, problems: ["mail.agent-unavailable"] });
  });

  test("a key whose passphrase nobody can type is an outage, not a missing key", async () => {
    const locked = startGnuPg();
    try {
      // Else its agent spends seconds on how slow a passphrase should be.
      locked.file("gpg-agent.conf", "s2k-count 65536\n");
      const at = ["--faked-system-time", "20260101T000000", "--passphrase", "secret"];
      const made = locked.run([
        ...at,
        "--quick-generate-key",
        "L <l@team.example>",
        "future-default",
        "default",
        "never",
      ]);
      const key = /KEY_CREATED . ([0-9A-F]{40})/.exec(made.status)?.[1] ?? "";
      other.run(["--import"], locked.run(["--armor", "--export", key]).out);
      const raw = inMail(sealed(key, "locked\n"));
      locked.forgetPassphrases();
      const mail = await through(locked)(raw, keys);
      expect(mail.problems).toContain("mail.agent-unavailable");
    } finally {
      locked.remove();
    }
  });
});
