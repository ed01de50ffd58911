/** Mails written by hand, as people outside send them: plain, and PGP/MIME around what GnuPG made. */
import { randomBytes } from "node:crypto";
import { reportAddress } from "./product.ts";

export interface Letter {
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  /** The Message-ID that it answers. */
  readonly inReplyTo?: string;
  /** Header lines beyond the usual ones; a Content-Type replaces the plain one. */
  readonly header?: readonly string[];
}

/** The bytes as they travel. */
export function letterOf({ from, subject, text, inReplyTo, header = [] }: Letter): Buffer {
  const hasType = header.some((line) => /^content-type:/i.test(line));
  const lines = [
    `From: ${from}`,
    `To: ${reportAddress}`,
    `Subject: ${subject}`,
    `Date: ${new Date().toUTCString().replace("GMT", "+0000")}`,
    `Message-ID: <${randomBytes(8).toString("hex")}@research.example>`,
    ...(inReplyTo ? [`In-Reply-To: ${inReplyTo}`, `References: ${inReplyTo}`] : []),
    "MIME-Version: 1.0",
    ...header,
    ...(hasType ? [] : ["Content-Type: text/plain; charset=utf-8"]),
    "",
    text,
    "",
  ];
  return Buffer.from(lines.join("\n").replace(/\r?\n/g, "\r\n"));
}

/** PGP/MIME (RFC 3156) around an armoured message. */
export function encryptedLetter(letter: Omit<Letter, "text"> & { armored: string }): Buffer {
  const type =
    'Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=enc';
  const parts = [
    "--enc",
    "Content-Type: application/pgp-encrypted",
    "",
    "Version: 1",
    "",
    "--enc",
    "Content-Type: application/octet-stream",
    "",
    letter.armored,
    "--enc--",
  ];
  return letterOf({ ...letter, header: [type], text: parts.join("\n") });
}

/** A header field of a raw mail, unfolded; "" where it has none. */
export function headerOf(raw: Buffer, name: string): string {
  const [head = ""] = raw.toString("latin1").split("\r\n\r\n");
  const unfolded = head.replace(/\r\n[ \t]+/g, " ");
  return new RegExp(`^${name}: *(.*)$`, "im").exec(unfolded)?.[1] ?? "";
}
