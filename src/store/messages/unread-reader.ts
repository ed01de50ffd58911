/** Finds mails that could not be read whole, opens what is kept of them, and what came of other readings. */
import { staffSide } from "../../core/cases/sides.ts";
import { isUnread } from "../../core/mail/unread-mail.ts";
import { contentPlace } from "../cases/opening-writer.ts";
import type { Context } from "../context.ts";
import { openOriginal } from "../intake/reader.ts";
import { identityObject } from "../parties/reader.ts";
import type { ReportContent } from "../reports/reader.ts";
import { mustNotBeErased } from "../retention/erased-reader.ts";
import { keyOf, type ObjectKey, openJson } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";
import { type MessageContent, messagePlace } from "./writer.ts";

interface Kept<Kind, Content> {
  readonly kind: Kind;
  /** The report or the message; the key of its original and files is of the same id. */
  readonly objectId: string;
  readonly partyId: string;
  readonly at: Date;
  readonly decrypted: boolean | null;
  readonly content: Content;
  /** What its working copy is sealed with. */
  readonly contentKey: ObjectKey;
}

export type KeptMail = Kept<"report", ReportContent> | Kept<"message", MessageContent>;

interface Row {
  readonly partyId: string;
  readonly at: Date;
  readonly decrypted: boolean | null;
  readonly sealed: Buffer;
}

/**
 * A mail that opened this case or stands in a thread of it, as it was understood; undefined where there
 * is none of that id. Refuses with content.erased where its words or its author were erased.
 */
export async function keptMail(
  context: Context,
  tx: Tx,
  { caseId, objectId }: { readonly caseId: string; readonly objectId: string },
): Promise<KeptMail | undefined> {
  const report = await tx.first<Row>(
    `select party_id as "partyId", received_at as "at", decrypted, content_sealed as "sealed"
       from reports where case_id = $1 and report_id = $2 and channel = 'mail'`,
    [caseId, objectId],
  );
  if (report) {
    await mustNotBeErased(tx, identityObject(report.partyId));
    const { sealed, ...row } = report;
    const contentKey = await keyOf(context, tx, objectId);
    const content = openJson<ReportContent>(contentKey, contentPlace, sealed);
    return { ...row, kind: "report", objectId, contentKey, content };
  }
  const message = await tx.first<Row>(
    `select side_id as "partyId", at, decrypted, content_sealed as "sealed" from messages
      where case_id = $1 and message_id = $2 and direction = 'in' and side_id <> $3
        and author_kind = 'party' and (original_sealed is not null or original_file is not null)`,
    [caseId, objectId, staffSide],
  );
  if (!message) return undefined;
  await mustNotBeErased(tx, identityObject(message.partyId));
  const { sealed, ...row } = message;
  const contentKey = await keyOf(context, tx, row.partyId);
  const content = openJson<MessageContent>(contentKey, messagePlace(objectId), sealed);
  return { ...row, kind: "message", objectId, contentKey, content };
}

/** Its bytes as they came. */
export async function originalOfMail(
  context: Context,
  tx: Tx,
  { kind, objectId }: Pick<KeptMail, "kind" | "objectId">,
): Promise<Buffer> {
  const table = kind === "report" ? "reports" : "messages";
  const row = await tx.first<{ sealed: Buffer | null; fileId: string | null }>(
    `select original_sealed as "sealed", original_file as "fileId" from ${table}
      where ${kind}_id = $1`,
    [objectId],
  );
  if (!row) throw new Error(`mail ${objectId} is gone`);
  return openOriginal(context, await keyOf(context, tx, objectId), row);
}

/** Mails of any case that could not be decrypted, the newest thousand: the worker sees all cases. */
export async function closedMails(tx: Tx): Promise<{ caseId: string; objectId: string }[]> {
  return tx.query(
    `select case_id as "caseId", object_id as "objectId" from (
       select case_id, report_id as object_id, received_at as at from reports
        where not decrypted and channel = 'mail'
       union all
       select case_id, message_id, at from messages
        where decrypted = false and side_id <> $1) closed
      order by at desc limit 1000`,
    [staffSide],
  );
}

/** What came of another reading, or that one was asked for. */
export interface ReadingAgain {
  readonly objectId: string;
  readonly state: "asked" | "opened" | "closed";
  readonly at: Date;
  /** Who asked; null where Parley read by itself. */
  readonly askedBy: string | null;
  /** The code of what keeps it closed. */
  readonly why: string | null;
  /** What the reading before had to say. */
  readonly before: readonly string[];
}

/** The same where one of these mails can have been read again: a page asks nothing more for the others. */
export async function readingsOf(
  tx: Tx,
  caseId: string,
  mails: readonly {
    readonly decrypted: boolean | null;
    readonly problems?: readonly string[] | undefined;
    readonly readAgain?: true | undefined;
  }[],
): Promise<Map<string, ReadingAgain>> {
  const some = mails.some((mail) => mail.readAgain === true || isUnread(mail));
  return some ? readingsAgain(tx, caseId) : new Map();
}

/** The newest of each mail of the case, by the report or message. */
export async function readingsAgain(tx: Tx, caseId: string): Promise<Map<string, ReadingAgain>> {
  const rows = await tx.query<{ type: string; at: Date; actorId: string | null; body: string }>(
    `select type, at, actor_id as "actorId", body from events
      where case_id = $1 and type in ('reading.asked', 'reading.opened', 'reading.closed')
      order by seq desc limit 1000`,
    [caseId],
  );
  const found = new Map<string, ReadingAgain>();
  for (const row of rows.reverse()) {
    const body = JSON.parse(row.body) as Body;
    const objectId = body.reportId ?? body.messageId ?? "";
    const asked = row.type === "reading.asked";
    found.set(objectId, {
      objectId,
      state: asked ? "asked" : row.type === "reading.opened" ? "opened" : "closed",
      at: row.at,
      askedBy: asked ? row.actorId : (body.askedBy ?? null),
      why: body.why ?? null,
      before: body.before ?? [],
    });
  }
  return found;
}

interface Body {
  readonly reportId?: string;
  readonly messageId?: string;
  readonly askedBy?: string | null;
  readonly why?: string | null;
  readonly before?: readonly string[];
}
