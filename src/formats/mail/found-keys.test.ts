import { PacketList, PublicKey, readKey, UserIDPacket } from "openpgp";
import { expect, test } from "vitest";
import {
  bytesOf,
  keysMade,
  ownKey,
  plainHeader,
  readAt,
  reporter,
  sentAt,
  stranger,
  teamKeys,
} from "../../../test/support/mail.ts";
import { clearSigned } from "./detached-signature.ts";
import { makeKeyPair } from "./keys.ts";
import { readMail } from "./read-mail.ts";
import { wkdKey } from "./wkd.ts";

const read = (...lines: string[]) => readMail(bytesOf(...lines), teamKeys);
const crlf = (armored: string) => armored.replace(/\r?\n/g, "\r\n");
const keydata = (armored: string) =>
  (armored.split("\n\n")[1]?.split("\n=")[0] ?? "").replace(/\n/g, "");

test("[ALE-15] a key that names the sender is told from one that claims another's address", async () => {
  const own = await read(...plainHeader, "", crlf(reporter.armoredPublic));
  expect(own.keysFound).toMatchObject([{ names: "sender", unusable: null }]);
  expect(own.problems).toEqual([]);
  const others = await read(...plainHeader, "", crlf(stranger.armoredPublic));
  expect(others.keysFound).toMatchObject([{ names: "other", fingerprint: stranger.fingerprint }]);
  expect(others.problems).toEqual(["mail.key-names-other"]);
});

test("an address that merely holds the sender's is another address", async () => {
  const now = keysMade;
  const email = "reporter@lab.example.else.example";
  const longer = await makeKeyPair({ name: "Reporter", email, now });
  const mail = await read(...plainHeader, "", crlf(longer.armoredPublic));
  expect(mail.keysFound).toMatchObject([{ names: "other" }]);
});

test("a name that a key does not certify itself is not shown as its name", async () => {
  const key = await readKey({ armoredKey: stranger.armoredPublic });
  const packets = new PacketList();
  const [primary, user, certification, ...rest] = key.toPacketList();
  const claimed = UserIDPacket.fromObject({ name: "Reporter", email: "reporter@lab.example" });
  // The certification of the key's own name is put behind the claimed one as well.
  packets.push(...([primary, user, certification, claimed, certification, ...rest] as never[]));
  const forged = new PublicKey(packets as never);
  const mail = await read(...plainHeader, "", crlf(forged.armor()));
  expect(mail.keysFound).toMatchObject([
    { userIds: ["Stranger <stranger@else.example>"], names: "other" },
  ]);
});

test("a key that cannot be used says why", async () => {
  const wish = { name: "Reporter", email: "reporter@lab.example", now: keysMade };
  const short = await makeKeyPair({ ...wish, validForSeconds: 3600 });
  const gone = await makeKeyPair(wish);
  const { publicKey: revoked } = await import("openpgp").then(async (openpgp) =>
    openpgp.revokeKey({
      key: await openpgp.readKey({ armoredKey: gone.armoredPublic }),
      revocationCertificate: gone.revocationCertificate,
      date: readAt,
    }),
  );
  const expired = await read(...plainHeader, "", crlf(short.armoredPublic));
  expect(expired.keysFound).toMatchObject([{ unusable: "expired", names: "sender" }]);
  const later = { ...teamKeys, now: new Date("2099-01-01") };
  const mail = await readMail(bytesOf(...plainHeader, "", crlf(revoked)), later);
  expect(mail.keysFound).toMatchObject([{ unusable: "revoked", names: "sender" }]);
});

test("a key comes as a binary file as well, as gpg exports it", async () => {
  const binary = Buffer.from(await wkdKey(reporter.armoredPublic)).toString("base64");
  const mail = await read(
    ...plainHeader,
    "Content-Type: multipart/mixed; boundary=b",
    "",
    "--b",
    "Content-Type: application/octet-stream; name=reporter.gpg",
    "Content-Transfer-Encoding: base64",
    "",
    binary,
    "--b--",
  );
  expect(mail.keysFound).toMatchObject([
    { where: "attachment", fingerprint: reporter.fingerprint },
  ]);
});

test("Autocrypt counts for the sender alone, once, and never for what others are said to use", async () => {
  const header = (name: string, addr: string, more = "") =>
    `${name}: addr=${addr};${more} keydata=${keydata(reporter.armoredPublic)}`;
  const found = async (...lines: string[]) =>
    (await read(...plainHeader, ...lines, "", "x")).keysFound.map((key) => key.where);
  const fit = header("Autocrypt", "Reporter@LAB.example", " prefer-encrypt=mutual; _x=1;");
  expect(await found(fit)).toEqual(["autocrypt"]);
  expect(await found(header("Autocrypt", "other@lab.example"))).toEqual([]);
  expect(await found(header("Autocrypt", "reporter@lab.example", " critical=1;"))).toEqual([]);
  expect(await found(fit, fit)).toEqual([]);
  expect(await found(header("Autocrypt-Gossip", "reporter@lab.example"))).toEqual([]);
});

test("addresses of keys that a reporter typed are shown, and only those", async () => {
  const mail = await read(
    ...plainHeader,
    "",
    "My key: <https://keys.openpgp.org/vks/v1/by-fingerprint/0123456789ABCDEF0123456789ABCDEF01234567>,",
    "or https://keyserver.example/pks/lookup?op=get&search=0x0123456789ABCDEF0123456789ABCDEF01234567.",
    "Also (https://lab.example/key.asc) and https://lab.example/.well-known/openpgpkey/hu/abc?l=me",
    "Not a key: https://lab.example/advisory.html, http://lab.example/plain.asc,",
    "https://user:secret@lab.example/key.asc, https://lab.example/key.asc",
  );
  expect(mail.keyLinks).toEqual([
    "https://keys.openpgp.org/vks/v1/by-fingerprint/0123456789ABCDEF0123456789ABCDEF01234567",
    "https://keyserver.example/pks/lookup?op=get&search=0x0123456789ABCDEF0123456789ABCDEF01234567",
    "https://lab.example/key.asc",
    "https://lab.example/.well-known/openpgpkey/hu/abc?l=me",
  ]);
});

test("a key that came along says whether it signed the message, and is not trusted for that", async () => {
  const signed = await clearSigned("words", ownKey(stranger), sentAt);
  const lines = [...plainHeader, "", crlf(signed), crlf(stranger.armoredPublic)];
  const mail = await read(...lines);
  expect(mail.signature).toEqual({ state: "unknown-key", fingerprint: stranger.fingerprint });
  expect(mail.keysFound).toMatchObject([{ signedThis: true, names: "other" }]);
  const altered = lines.map((line) => line.replace("words", "lords"));
  expect((await read(...altered)).keysFound).toMatchObject([{ signedThis: false }]);
  const beside = await read(...plainHeader, "", crlf(signed), crlf(reporter.armoredPublic));
  expect(beside.keysFound).toMatchObject([{ signedThis: false, names: "sender" }]);
});
