/** Reads a thread, opened, as far as the actor's wall shows it. */
import type { DeliveryState } from "../../core/mail/delivery-fate.ts";
import { erasedWords } from "../../core/retention/erased.ts";
import type { Context } from "../context.ts";
import { erasedAmong } from "../retention/erased-reader.ts";
import { keysOf, type ObjectKey, openJson } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";
import {
  besideOriginal,
  openTranslations,
  type SealedTranslations,
  type TranslationView,
} from "../translations/reader.ts";
import { newestFirst } from "./delivery-reader.ts";
import { type MessageContent, messagePlace } from "./writer.ts";

export interface MessageView extends MessageContent {
  readonly messageId: string;
  readonly sideId: string;
  readonly direction: "in" | "out" | "internal";
  readonly template: string;
  readonly authorKind: "staff" | "party" | "system";
  readonly authorId: string | null;
  readonly at: Date;
  readonly encrypted: boolean;
  readonly signature: string;
  /** Whether it came as a mail whose untouched original is kept. */
  readonly hasOriginal: boolean;
  /** False where an encrypted mail stayed closed; null of what is no mail, and from before that was kept. */
  readonly decrypted: boolean | null;
  /** Of the newest mail that carries it; null where none does. */
  readonly delivery: DeliveryState | null;
  readonly sentEncrypted: boolean | null;
  /** What of it left with that mail: its words, or a pointer to them. */
  readonly leftAs: "encrypted" | "plain" | "pointer" | null;
  /** When its party first had it before it in the portal. */
  readonly readAt: Date | null;
  /** What colleagues noted as its translation, the oldest first; nobody else is shown any. */
  readonly translations: readonly TranslationView[];
}

/** The newest 200 messages of the case that this actor may read, oldest first. */
export async function threadOf(
  context: Context,
  tx: Tx,
  caseId: string,
  held?: ReadonlyMap<string, ObjectKey>,
): Promise<MessageView[]> {
  const rows = await tx.query<
    Omit<MessageView, "subject" | "text" | "translations"> & SealedTranslations & { sealed: Buffer }
  >(
    `select m.message_id as "messageId", m.side_id as "sideId", m.direction, m.template,
            m.author_kind as "authorKind", m.author_id as "authorId", m.at, m.encrypted, m.signature,
            m.content_sealed as "sealed", d.state as "delivery", d.encrypted as "sentEncrypted",
            d.left_as as "leftAs",
            m.read_at as "readAt",
            m.decrypted, coalesce(octet_length(m.original_sealed) > 0, m.original_file is not null) as "hasOriginal",
            t.noted
       from messages m left join lateral (
         select state, encrypted, left_as from deliveries where message_id = m.message_id
          ${newestFirst} limit 1) d on true
       ${besideOriginal("message_id", "m.message_id")}
      where m.case_id = $1 and m.template <> 'delivery-report' and m.withdrawn_at is null
      order by m.at desc, m.message_id desc limit 200`,
    [caseId],
    "thread-of-case",
  );
  // A note is sealed under the case's key, a party's thread under that party's.
  const holderOf = ({ direction, sideId }: Pick<MessageView, "direction" | "sideId">) =>
    direction === "internal" ? caseId : sideId;
  const ids = [caseId, ...rows.map(holderOf)];
  const keys = held ?? (await keysOf(context, tx, ids));
  const erased = await erasedAmong(
    tx,
    ids.filter((id) => !keys.has(id)),
  );
  return rows.reverse().flatMap(({ sealed, noted, ...row }) => {
    const holder = holderOf(row);
    const key = keys.get(holder);
    const at = erased.get(holder);
    if (!key) return at ? [{ ...row, subject: "", text: erasedWords(at), translations: [] }] : [];
    const translations = openTranslations(key, noted);
    const content = openJson<MessageContent>(key, messagePlace(row.messageId), sealed);
    return [{ ...row, ...content, translations }];
  });
}

/** The kind of a message; undefined where there is none of that id. */
export async function templateOf(tx: Tx, messageId: string): Promise<string | undefined> {
  const row = await tx.first<{ template: string }>(
    `select template from messages where message_id = $1`,
    [messageId],
  );
  return row?.template;
}
