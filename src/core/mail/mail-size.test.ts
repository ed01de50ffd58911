import { expect, test } from "vitest";
import { encryptedMailBytesMax, mailBytesMaxFor, usualMailBytesMax } from "./mail-size.ts";

/** Base 64 in lines of that many letters, each with CRLF. */
const inBase64 = (bytes: number, line: number) => {
  const letters = Math.ceil(bytes / 3) * 4;
  return letters + 2 * Math.ceil(letters / line);
};
/** What headers, a text and packets add. */
const words = 100_000;
const plain = (attached: number) => inBase64(attached, 76) + words;
const encrypted = (attached: number) => inBase64(plain(attached), 64) + words;

const plainHead = "From: a@lab.example\r\nContent-Type: multipart/mixed; boundary=b\r\n";
const heads = [
  'From: a@lab.example\r\nContent-Type: multipart/encrypted; protocol="application/pgp-encrypted"',
  "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: application/pgp-encrypted\r\n",
  "content-type:\r\n application/x-pkcs7-mime; name=smime.p7m\r\n",
];

test("an attachment of 25 MB is taken and one of 30 MB is not, plain", () => {
  const max = mailBytesMaxFor(plainHead, usualMailBytesMax);
  expect(plain(25_000_000)).toBeLessThan(max);
  expect(plain(25 * 1024 * 1024)).toBeLessThan(max);
  expect(plain(30_000_000)).toBeGreaterThan(max);
});

test.each(heads)(
  "an attachment of 25 MB is taken and one of 30 MB is not, encrypted: %j",
  (head) => {
    const max = mailBytesMaxFor(head, usualMailBytesMax);
    expect(encrypted(25_000_000)).toBeLessThan(max);
    expect(encrypted(25 * 1024 * 1024)).toBeLessThan(max);
    expect(encrypted(30_000_000)).toBeGreaterThan(max);
  },
);

test("words about encryption win no room", () => {
  for (const head of [plainHead, `${plainHead}\r\nIt is multipart/encrypted.`, ""]) {
    expect(mailBytesMaxFor(head, 1_000)).toBe(1_000);
  }
  expect(encryptedMailBytesMax(1_000)).toBe(1_375);
});
