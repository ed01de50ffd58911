/** Writes drafts of publications, and the published set. */

import type { Advisory, AdvisoryContent } from "../../core/advisories/advisory.ts";
import { staffSide } from "../../core/cases/sides.ts";
import type { OpenCase } from "../cases/decision-writer.ts";
import type { Context } from "../context.ts";
import type { EventId } from "../events/writer.ts";
import { grantKey, newObjectKey, type ObjectKey, sealJson } from "../sealing/object-keys.ts";
import { insertState, type StateRow, updateState } from "../state/state-rows.ts";
import type { Tx } from "../transaction.ts";
import type { PublishedFile } from "./published-file.ts";

/** A publication is an object with its own key: it can outlive, or be erased without, its case. */
export async function insertDraft(
  context: Context,
  at: OpenCase,
  draft: {
    publicationId: string;
    number: string;
    type: string;
    draftedBy: string;
    content: AdvisoryContent;
  },
  eventId: EventId,
): Promise<void> {
  const { caseId } = at.head;
  const key = newObjectKey(context, draft.publicationId);
  await grantKey(context, at.tx, key, { caseId, sideId: staffSide });
  await insertState(context, at.tx, "publications", {
    publication_id: draft.publicationId,
    case_id: caseId,
    side_id: staffSide,
    number: draft.number,
    type: draft.type,
    state: "draft",
    revision: 1,
    drafted_by: draft.draftedBy,
    approved_by: null,
    approved_at: null,
    release_at: null,
    published_at: null,
    content_sealed: sealContent(context, key, draft.content),
    updated_at: context.now(),
    last_event_id: eventId,
  });
}

export const publicationPlace = { table: "publications", column: "content_sealed" } as const;

function sealContent(context: Context, key: ObjectKey, content: AdvisoryContent): Buffer {
  return sealJson(context, key, publicationPlace, content);
}

/** What changes about a draft; columns left out stay. */
export async function changePublication(
  context: Context,
  tx: Tx,
  publicationId: string,
  change: Omit<StateRow, "last_event_id">,
  eventId: EventId,
): Promise<void> {
  await updateState(
    context,
    tx,
    "publications",
    { publication_id: publicationId },
    {
      ...change,
      updated_at: context.now(),
      last_event_id: eventId,
    },
  );
}

export async function saveContent(
  context: Context,
  tx: Tx,
  key: ObjectKey,
  edit: { publicationId: string; content: AdvisoryContent; editedBy: string },
  eventId: EventId,
): Promise<void> {
  await updateState(
    context,
    tx,
    "publications",
    { publication_id: edit.publicationId },
    {
      content_sealed: sealContent(context, key, edit.content),
      // Whoever wrote last is the author whom the second person must not be.
      drafted_by: edit.editedBy,
      approved_by: null,
      approved_at: null,
      state: "draft",
      updated_at: context.now(),
      last_event_id: eventId,
    },
  );
}

/** Switches files of the published set: all of them in this transaction, or none. */
export async function switchPublished(
  tx: Tx,
  files: readonly PublishedFile[],
  now: Date,
): Promise<void> {
  for (const file of files) {
    await tx.run(
      `with blob as (
         insert into blobs (sha256, bytes) values ($1, $2) on conflict do nothing)
       insert into published (path, sha256, content_type, updated_at) values ($3, $1, $4, $5)
       on conflict (path) do update
         set sha256 = excluded.sha256, content_type = excluded.content_type, updated_at = excluded.updated_at`,
      [file.sha256, file.bytes, file.path, file.contentType, now],
    );
  }
}

/** The row of the public table, made from the advisory as it is published. */
export async function saveDocument(
  tx: Tx,
  document: {
    publicationId: string | null;
    advisory: Advisory;
    severity: string | null;
  },
): Promise<void> {
  const { advisory } = document;
  await tx.run(
    `insert into published_documents (number, publication_id, type, title, revision, status, severity,
                                      language, first_published_at, updated_at, body)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     on conflict (number) do update
       set title = excluded.title, revision = excluded.revision, status = excluded.status,
           severity = excluded.severity, updated_at = excluded.updated_at, body = excluded.body`,
    [
      advisory.id,
      document.publicationId,
      advisory.type,
      advisory.title,
      advisory.revisions.length,
      advisory.status,
      document.severity,
      advisory.language,
      new Date(advisory.initialReleaseDate),
      new Date(advisory.currentReleaseDate),
      JSON.stringify(advisory),
    ],
  );
}

/**
 * Claims the next version of the published set. False where somebody else published since
 * `before` was read: the indexes were made from an old list and must be made anew.
 */
export async function claimSetVersion(tx: Tx, before: number): Promise<boolean> {
  const changed = await tx.run(
    `insert into number_series (series, last_number) values ('published-set', 1)
     on conflict (series) do update set last_number = number_series.last_number + 1
       where number_series.last_number = $1`,
    [before],
  );
  return changed === 1;
}
