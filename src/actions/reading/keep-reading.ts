/**
 * Keeps what came of another reading of a mail: in place of the working copy where more of it is open
 * now, else that it stayed closed, and why. The untouched original is never changed, nor is a file taken
 * away that somebody may have seen. Done once however often its task runs.
 */
import { createHash } from "node:crypto";
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { besideReading, isUnread, whyUnread } from "../../core/mail/unread-mail.ts";
import { type Arrival, type ArrivedFile, searchTextOf } from "../../core/reports/arrival.ts";
import { attachmentsOf } from "../../store/attachments/reader.ts";
import { insertAttachments } from "../../store/attachments/writer.ts";
import type { Context } from "../../store/context.ts";
import type { EventId } from "../../store/events/writer.ts";
import { type KeptMail, keptMail, readingsAgain } from "../../store/messages/unread-reader.ts";
import { keepReportReading, keepThreadReading } from "../../store/messages/unread-writer.ts";
import { keyOf } from "../../store/sealing/object-keys.ts";
import { indexText } from "../../store/search/tokens.ts";
import { defineAction } from "../action.ts";
import { withoutNames } from "../messages/register-message.ts";
import { type Desk, onCase } from "../on-case.ts";
import { keepMessageKeys } from "../party-keys/keep-message-keys.ts";
import { learnReferences } from "../references/learn-references.ts";

export const keepReading = defineAction({
  deed: "keep-reading",
  title: "Keep a reading",
  summary: "Keeps what came of another reading of a mail.",
  path: null,
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    objectId: z.uuid().meta({ title: "Report or message" }),
    subject: z.string().meta({ title: "Subject" }),
    arrival: z.custom<Arrival>().meta({ title: "What the mail says" }),
  }),
  async run(context, actor, { caseId, objectId, subject, arrival }) {
    return onCase(context, actor, "keep-reading", caseId, async (desk) => {
      const mail = await keptMail(context, desk.tx, { caseId, objectId });
      if (!mail) return { state: "gone" };
      const { partyId, decrypted, content } = mail;
      if (!isUnread({ decrypted, problems: content.problems })) return { state: "opened" };
      const reading = await withoutNames(context, desk, { caseId, partyId, subject, arrival });
      const files = await freshFiles(context, desk, mail, reading.arrival.files);
      const why = whyUnread(arrival.problems);
      const isNews =
        why === null || files.length > 0 || wordsOf(reading.arrival) !== keptWords(mail);
      if (!isNews) return stayedClosed(desk, mail, why);
      const problems = [...arrival.problems, ...besideReading(content.problems ?? [])];
      const eventId = await record(desk, mail, "reading.opened", { why, problems });
      const fresh = { ...reading, arrival: { ...reading.arrival, problems, files } };
      await replace(context, desk, mail, fresh, eventId);
      await keepMessageKeys(context, desk, { caseId, partyId, arrival });
      if (mail.kind === "message") await learnReferences(context, desk, { partyId, subject });
      return { state: why ? "partly" : "opened" };
    });
  },
});

/** One that nobody waits for is no news: each key of ours may read all closed mails again. */
async function stayedClosed(desk: Desk, mail: KeptMail, why: string) {
  if (await askedOf(desk, mail)) await record(desk, mail, "reading.closed", { why });
  return { state: "closed" };
}

async function askedOf({ tx, head }: Desk, { objectId }: KeptMail) {
  const last = (await readingsAgain(tx, head.caseId)).get(objectId);
  return last?.state === "asked" ? last : undefined;
}

async function record(
  desk: Desk,
  mail: KeptMail,
  type: string,
  what: Parameters<Desk["record"]>[0]["body"],
): Promise<EventId> {
  const asked = await askedOf(desk, mail);
  const named = mail.kind === "report" ? { reportId: mail.objectId } : { messageId: mail.objectId };
  const before = [...(mail.content.problems ?? [])];
  const body = { ...named, askedBy: asked?.askedBy ?? null, before, ...what };
  return desk.record({ sideId: staffSide, type, body, by: "automatic" });
}

type Reading = Awaited<ReturnType<typeof withoutNames>>;

const wordsOf = ({ fields }: Arrival) => (fields.description ?? "").trim();

function keptWords({ kind, content }: KeptMail): string {
  return kind === "report" ? (content.fields.description ?? "").trim() : content.text.trim();
}

/** Files that the earlier reading did not give. */
async function freshFiles(
  context: Context,
  { tx, head }: Desk,
  { objectId }: KeptMail,
  files: readonly ArrivedFile[],
): Promise<ArrivedFile[]> {
  const keys = new Map([[objectId, await keyOf(context, tx, objectId)]]);
  const kept = (await attachmentsOf(tx, head.caseId, keys)).filter(
    (each) => each.objectId === objectId,
  );
  return files.filter(({ base64 }) => {
    const sha256 = createHash("sha256").update(Buffer.from(base64, "base64")).digest("hex");
    return !kept.some((each) => each.sha256 === sha256);
  });
}

async function replace(
  context: Context,
  desk: Desk,
  mail: KeptMail,
  reading: Reading,
  eventId: EventId,
): Promise<void> {
  const { tx, head } = desk;
  const { partyId, objectId } = mail;
  const { arrival } = reading;
  const side = { caseId: head.caseId, sideId: partyId };
  if (mail.kind === "report")
    await keepReportReading(context, tx, mail, { desk, reading }, eventId);
  else await keepThreadReading(context, tx, mail, { ...side, reading }, eventId);
  const key = await keyOf(context, tx, objectId);
  await insertAttachments(context, tx, { ...side, key }, arrival.files, eventId);
  await indexText(context, tx, side, searchTextOf(arrival));
}
