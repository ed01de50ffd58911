import { expect, test } from "vitest";
import {
  bytesOf,
  ownKey,
  plainHeader,
  readAt,
  reporter,
  sentAt,
  stranger,
  teamKeys,
} from "../../../test/support/mail.ts";
import { withoutAuthor } from "../../core/identity/apart.ts";
import { clearSigned } from "../../formats/mail/detached-signature.ts";
import { readMail } from "../../formats/mail/read-mail.ts";
import { arrivalOfMail } from "./arrival-of-mail.ts";

const crlf = (text: string) => text.replace(/\r?\n/g, "\r\n");
const arrival = async (...lines: string[]) =>
  arrivalOfMail(await readMail(bytesOf(...plainHeader, "", ...lines), teamKeys), readAt, "en");

test("every key that came is offered, and one that names somebody else is nobody's yet", async () => {
  const others = await arrival(crlf(stranger.armoredPublic));
  expect(others.key).toBeNull();
  expect(others.keys).toMatchObject([{ fingerprint: stranger.fingerprint, names: "other" }]);
  const both = await arrival(crlf(stranger.armoredPublic), crlf(reporter.armoredPublic));
  expect(both.key?.fingerprint).toBe(reporter.fingerprint);
  expect(both.keys).toHaveLength(2);
  const signed = await clearSigned("words", ownKey(stranger), sentAt);
  const proven = await arrival(crlf(signed), crlf(stranger.armoredPublic));
  expect(proven.key?.fingerprint).toBe(stranger.fingerprint);
});

test("who signed and where keys lie is told, and kept from those who may not know the author", async () => {
  const signed = await clearSigned("words", ownKey(reporter), sentAt);
  const whole = await arrival(crlf(signed), "https://lab.example/key.asc");
  expect(whole).toMatchObject({
    signature: "good",
    signer: { kind: "openpgp", fingerprint: reporter.fingerprint },
    keyLinks: ["https://lab.example/key.asc"],
  });
  const apart = withoutAuthor(await arrival(crlf(reporter.armoredPublic)), "Reporter");
  expect(JSON.stringify([apart, withoutAuthor(whole, "Reporter").signer])).not.toContain(
    reporter.fingerprint,
  );
  expect(apart).not.toHaveProperty("keys");
  expect(withoutAuthor(whole, "Reporter")).not.toHaveProperty("keyLinks");
});
