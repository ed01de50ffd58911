/**
 * Reads mail whose keys lie elsewhere, in a gpg-agent: the packets that hold session keys go out,
 * session keys come back. The private key never comes here, and no content goes there.
 */
import type { MailKeys } from "./mail-keys.ts";
import { type MailLimits, mailLimits } from "./mail-limits.ts";
import type { MailProblem } from "./mail-problem.ts";
import type { ClosedMessage, GivenSessionKey } from "./open-session-key.ts";
import type { ReadMail } from "./read-mail.ts";

/** Null where the agent has no key for it; rejects where it cannot be asked. */
export type DecryptSessionKey = (closed: ClosedMessage) => Promise<GivenSessionKey | null>;

type Read = (raw: Uint8Array, keys: MailKeys, limits?: MailLimits) => Promise<ReadMail>;

/** The same reading, which asks the agent for what our own keys leave closed, layer by layer. */
export function readWithAgent(read: Read, decryptSessionKey: DecryptSessionKey): Read {
  return async (raw, keys, limits = mailLimits) => {
    const asked = new Set<string>();
    const sessionKeys = [...(keys.sessionKeys ?? [])];
    const unasked = ({ closedMessages = [] }: ReadMail) =>
      closedMessages
        .filter(({ id }) => !asked.has(id))
        .slice(0, limits.decryptionsMax - asked.size);
    let mail = await read(raw, keys, limits);
    // Each layer is closed until the one around it is open.
    for (let closed = unasked(mail); closed.length > 0; closed = unasked(mail)) {
      for (const { id } of closed) asked.add(id);
      const answer = await askAll(closed, decryptSessionKey);
      if (answer.failed) return withProblem(mail, "mail.agent-unavailable");
      if (answer.given.length === 0) return mail;
      sessionKeys.push(...answer.given);
      mail = await read(raw, { ...keys, sessionKeys }, limits);
    }
    return mail;
  };
}

async function askAll(
  closed: readonly ClosedMessage[],
  decryptSessionKey: DecryptSessionKey,
): Promise<{ given: GivenSessionKey[]; failed: boolean }> {
  const given: GivenSessionKey[] = [];
  for (const each of closed) {
    try {
      const found = await decryptSessionKey(each);
      if (found) given.push(found);
    } catch {
      return { given, failed: true };
    }
  }
  return { given, failed: false };
}

function withProblem(mail: ReadMail, problem: MailProblem): ReadMail {
  return { ...mail, problems: [...new Set([...mail.problems, problem])].sort() };
}
