/** Records what the check of a file found; until then nobody is given the file. */
import { z } from "zod";
import {
  type FileFindings,
  type FilePreview,
  type KeptLook,
  stateAfter,
} from "../../core/attachments/file-findings.ts";
import { attachmentOf } from "../../store/attachments/reader.ts";
import { keepFindings } from "../../store/attachments/writer.ts";
import { keyOf } from "../../store/sealing/object-keys.ts";
import { defineAction } from "../action.ts";
import { underPseudonymOf } from "../identity/under-pseudonym.ts";
import { onCase } from "../on-case.ts";
import { attachmentId, caseId } from "./file-input.ts";

export const checkAttachment = defineAction({
  deed: "check-attachment",
  title: "Check a file",
  summary: "Records what the check of a file found.",
  path: null,
  input: z.object({
    caseId,
    attachmentId,
    findings: z.custom<FileFindings>().meta({ title: "What was found" }),
    look: z.custom<KeptLook>().meta({ title: "What is shown in its place, and its words" }),
  }),
  async run(context, actor, { caseId, attachmentId, findings, look }) {
    return onCase(context, actor, "check-attachment", caseId, async (desk) => {
      const file = await attachmentOf(context, desk.tx, caseId, attachmentId);
      if (!file) return { state: null };
      const state = stateAfter(findings.verdict);
      // What was found suspicious once stays so, whatever a later look says.
      if (file.state === "suspicious") return { state: file.state };
      const eventId = await desk.record({
        sideId: file.sideId,
        type: "attachment.checked",
        body: { attachmentId, state, because: findings.verdict.outcome },
      });
      const key = await keyOf(context, desk.tx, file.objectId);
      const own = { caseId, partyId: file.sideId };
      const plain =
        file.direction === null ? await underPseudonymOf(context, desk.tx, own) : undefined;
      const shown = plain ? shownUnder(plain, findings, look) : { findings, look };
      const checked = { attachmentId, state, ...shown };
      await keepFindings(context, desk.tx, key, checked, eventId);
      return { state };
    });
  },
});

/** What pages show of a party's own file names them by pseudonym; the guard's words stay as they are. */
function shownUnder(plain: (text: string) => string, findings: FileFindings, look: KeptLook) {
  const words = findings.words.map(({ place, text }) => ({ place, text: plain(text) }));
  const preview = look.preview && previewUnder(plain, look.preview);
  return { findings: { ...findings, words }, look: { ...look, preview } };
}

function previewUnder(plain: (text: string) => string, preview: FilePreview): FilePreview {
  if (preview.is === "text") return { ...preview, text: plain(preview.text) };
  if (preview.is === "image") return preview;
  const { listing } = preview;
  const entries = listing.entries.map((entry) => ({ ...entry, name: plain(entry.name) }));
  return { ...preview, listing: { ...listing, entries } };
}
