/**
 * Which mails of a mailbox are fetched now where one sender floods it: so many in a time, the others
 * later. Nobody else waits for them, and nothing is forgotten: the mailbox keeps what is not yet taken.
 */
import type { MailRate } from "./mail-rate.ts";

export interface MailPortions {
  /** Of the mails that lie there, in their order, those that are not taken. Begins a new round. */
  round(uids: readonly number[]): readonly number[];
  /** Whether it is known to wait for a later round. */
  waits(uid: number): boolean;
  /** Whether it may be fetched now; else it waits. `head`: its From and Return-Path. */
  mayTake(uid: number, head: string): boolean;
  /** It was taken, or is gone. */
  took(uid: number): void;
  /** Everything up to it was taken: whoever begins anew begins behind it. */
  takenUpTo(): number;
  /** How many mails wait. */
  waiting(): number;
}

export function mailPortions(from: number, rate: MailRate, now: () => Date): MailPortions {
  /** Of the mails that wait, in the order of the mailbox. */
  const senders = new Map<number, string>();
  /** Behind one that waits. */
  const taken = new Set<number>();
  let last = from;
  let full = new Set<string>();
  return {
    round(uids) {
      const there = new Set(uids);
      for (const uid of senders.keys()) if (!there.has(uid)) senders.delete(uid);
      full = new Set();
      return uids.filter((uid) => !taken.has(uid));
    },
    waits: (uid) => full.has(senders.get(uid) ?? ""),
    mayTake(uid, head) {
      const sender = senders.get(uid) ?? senderIn(head);
      if (!full.has(sender) && rate.mayPass(`sender ${sender}`, now().getTime())) return true;
      full.add(sender);
      senders.set(uid, sender);
      return false;
    },
    took(uid) {
      senders.delete(uid);
      last = Math.max(last, uid);
      if (senders.size === 0) taken.clear();
      else taken.add(uid);
    },
    takenUpTo() {
      const [first] = senders.keys();
      return first === undefined ? last : Math.min(last, first - 1);
    },
    waiting: () => senders.size,
  };
}

/** As the mail server says it, else as the mail does; "<>" of bounces says nothing. */
function senderIn(head: string): string {
  const path = /^return-path:[ \t]{0,20}<([^<>\s]{1,320})>/im.exec(head)?.[1];
  const field = /^from:([^\n]{0,2000}(?:\n[ \t][^\n]{0,2000}){0,20})/im.exec(head)?.[1] ?? "";
  const address = path ?? /<([^<>\s]{1,320})>[^<>]{0,200}$/.exec(field)?.[1] ?? field.trim();
  return `of ${address.toLowerCase()}`;
}
