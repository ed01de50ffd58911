/**
 * Reads the untouched original of a mail that stayed closed once more, with the keys of now, in the thread
 * that reads strangers' mail. Whoever signed it is known by the keys that would have vouched on its arrival.
 */
import { keepReading } from "../../actions/reading/keep-reading.ts";
import { isUnread } from "../../core/mail/unread-mail.ts";
import { Refusal } from "../../core/refusal.ts";
import type { Arrival } from "../../core/reports/arrival.ts";
import type { ReadMail } from "../../formats/mail/read-mail.ts";
import type { Context } from "../../store/context.ts";
import { privateKeysOf } from "../../store/keys/reader.ts";
import { partiesAt } from "../../store/messages/correspondence-reader.ts";
import { type KeptMail, keptMail, originalOfMail } from "../../store/messages/unread-reader.ts";
import { identityOf } from "../../store/parties/reader.ts";
import type { Tx } from "../../store/transaction.ts";
import { caseOf, subjectOf, type Task } from "../task-context.ts";
import { arrivalOfMail } from "./arrival-of-mail.ts";
import { pointerIn } from "./find-case-of-mail.ts";

const actor = { kind: "system", task: "read-again" } as const;

export const readAgain: Task = async ({ context, mailReader }, job) => {
  const caseId = caseOf(job);
  const objectId = subjectOf(job);
  const found = await context
    .transaction(actor, (tx) => unreadMail(context, tx, { caseId, objectId }))
    .catch(unlessErased);
  if (!found) return;
  const { mail, raw, trust } = found;
  const own = found.own.map(({ armored }) => ({ armored }));
  const read = await mailReader.read(new Uint8Array(raw), { own, trust, now: context.now() });
  await keepReading.run(context, actor, {
    ...{ caseId, objectId },
    subject: read.subject ?? "",
    arrival: arrivalOf(mail, read),
  });
};

async function unreadMail(
  context: Context,
  tx: Tx,
  which: { readonly caseId: string; readonly objectId: string },
) {
  const mail = await keptMail(context, tx, which);
  if (!mail || !isUnread({ decrypted: mail.decrypted, problems: mail.content.problems })) return;
  const own = await privateKeysOf(context, tx, "mail");
  const trust = await keysBehind(context, tx, mail);
  return { mail, own, trust, raw: await originalOfMail(context, tx, mail) };
}

/** Of what was erased since nothing is left to read, and to try again would not change that. */
function unlessErased(error: unknown): undefined {
  if (error instanceof Refusal && error.code === "content.erased") return undefined;
  throw error;
}

/** In a thread only its own party's key vouches, else that of whoever is known at the address. */
async function keysBehind(context: Context, tx: Tx, { kind, partyId }: KeptMail) {
  const own = await identityOf(context, tx, partyId);
  const others = kind === "report" && own?.email ? await partiesAt(context, tx, own.email) : [];
  const keys = [own?.publicKey];
  for (const other of others) keys.push((await identityOf(context, tx, other))?.publicKey);
  return [...new Set(keys.flatMap((key) => key ?? []))];
}

/** As it would have arrived: a report's words begin with its subject, a message's stand beside it. */
function arrivalOf({ kind, at, content }: KeptMail, read: ReadMail): Arrival {
  const language = kind === "report" ? content.language : "en";
  const told = arrivalOfMail(read, at, language);
  if (kind === "message") {
    return { ...told, fields: { ...told.fields, description: read.text.trim() } };
  }
  const contentAt = pointerIn(read);
  return contentAt === null ? told : { ...told, contentAt };
}
