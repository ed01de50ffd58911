/**
 * Tells administrators and leads that a key of ours was changed, or that a published one cannot be
 * relied on. Holds nothing but what is published, and where to look.
 */
import { dateText, type Letter } from "./letter.ts";

export interface KeyNewsFacts {
  readonly teamName: string;
  /** An event on our own keys. */
  readonly what: KeyNews;
  /** Of the key; or what a check found, and where. */
  readonly about: string;
  readonly at: Date;
  readonly zone: string;
  /** The address of the page of keys. */
  readonly page: string;
}

const words = {
  "own-key.made": "a key was made",
  "own-key.imported": "a key was imported",
  "own-key.rotated": "the next key took the place of one",
  "own-key.extended": "a key was given a later end",
  "own-key.revoked": "a key was revoked",
  "own-key.certificate-read": "the revocation certificate of a key was taken out",
  "key-check.failed": "a check found that a published key cannot be relied on",
} as const;

export type KeyNews = keyof typeof words;

export function isKeyNews(type: string): type is KeyNews {
  return Object.hasOwn(words, type);
}

export function keyNews({ teamName, what, about, at, zone, page }: KeyNewsFacts): Letter {
  const isWrong = what === "key-check.failed";
  const subject = isWrong
    ? "Something is wrong with the key that we publish"
    : "A change of our OpenPGP keys";
  const text = [
    "Hello,",
    `on ${dateText(at, zone)} ${words[what]}:\n${about}`,
    isWrong
      ? `What is written to us meanwhile may not be readable. An administrator mends it here:\n${page}`
      : `If you know nothing of it, speak to your administrators at once: whoever changes the key decides who can read what is written to us. The keys:\n${page}`,
    `-- \n${teamName}`,
  ].join("\n\n");
  return { subject, outerSubject: subject, text: `${text}\n` };
}
