/** The files of a case: what came, how its check went, what goes to a party, and what is on its way. */

import { InvalidInput } from "../../actions/invalid-input.ts";
import { bytesInWords } from "../../core/attachments/file-limits.ts";
import { type AttachmentView, attachmentsOf } from "../../store/attachments/reader.ts";
import { type UploadView, uploadsOf } from "../../store/uploads/reader.ts";
import { AsWritten } from "../../ui/as-written.tsx";
import { Tag, type TagProps } from "../../ui/badge.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Panel } from "../../ui/layout.tsx";
import { Select } from "../../ui/select.tsx";
import { Table } from "../../ui/table.tsx";
import { UnfinishedUploads, UploadForm } from "../../ui/upload-form.tsx";
import { When } from "../../ui/when.tsx";
import { fileFault, limitsFor, unfinished } from "../files/upload-words.ts";
import { type AtCase, casePath } from "./at-case.ts";
import { personName, zoneOf } from "./case-frame.ts";
import { capital, partyName } from "./case-words.ts";
import { may, sentFor } from "./deed-form.tsx";
import { heldDataPanels } from "./held-data-panel.tsx";

export async function filesPart(at: AtCase) {
  const [files, uploads, heldData] = await Promise.all([
    attachmentsOf(at.tx, at.head.caseId, at.keys),
    uploadsOf(at.web.context, at.tx, at.head.caseId),
    heldDataPanels(at, true),
  ]);
  return (
    <>
      <Panel title="Files" id="files">
        <Files at={at} files={files} />
        <p class="field-help">
          Open what strangers sent on a machine that may be lost. Parley shows only pictures that it
          drew anew, text, and lists of archives.
        </p>
      </Panel>
      {may(at, "attach-files") && <AddFiles at={at} uploads={uploads} />}
      {heldData}
    </>
  );
}

function Files(props: { at: AtCase; files: readonly AttachmentView[] }) {
  const { at, files } = props;
  return (
    <Table
      caption="Files of the case"
      captionHidden
      dense
      rows={files}
      rowKey={(file) => file.attachmentId}
      empty={<EmptyState icon="file" title="No file came with this case" />}
      columns={[
        {
          header: "File",
          heads: true,
          cell: (file) => (
            <>
              <a href={filePath(at, file)}>
                <AsWritten text={file.name} />
              </a>{" "}
              <span class="quiet">{bytesInWords(file.bytes)}</span>
            </>
          ),
        },
        { header: "From", cell: (file) => senderOf(at, file) },
        {
          header: "Came",
          cell: (file) => <When at={file.addedAt} zone={zoneOf(at)} precision="day" />,
        },
        { header: "Check", cell: (file) => <FileState file={file} /> },
      ]}
    />
  );
}

export function filePath(at: Pick<AtCase, "head">, file: { attachmentId: string }): string {
  return casePath(at.head.reference, `files/${file.attachmentId}`);
}

export function senderOf(at: AtCase, file: AttachmentView): string {
  const party = at.parties.find((each) => each.sideId === file.sideId);
  if (file.direction === null) return capital(partyName(at.parties, party?.partyId ?? ""));
  const who = personName(at, file.addedBy);
  if (file.direction === "internal") return `${who}, for staff`;
  return `${who}, for ${partyName(at.parties, party?.partyId ?? "")}`;
}

/** How its check went, in a few words. */
export function FileState(props: { file: AttachmentView }) {
  const { file } = props;
  const { tone, icon, words } = stateWords(file);
  const { findings } = file;
  const odd = findings?.mismatch;
  return (
    <span class="file-state">
      <Tag tone={tone} icon={icon}>
        {words}
      </Tag>
      {odd && (
        <Tag tone="warning" icon="alert">
          Not what its name says
        </Tag>
      )}
      {file.personal && <Tag tone="warning">Personal data</Tag>}
    </span>
  );
}

type StateWords = Pick<TagProps, "tone" | "icon"> & { words: string };

function stateWords({ state, releasedAt, findings }: AttachmentView): StateWords {
  switch (state) {
    case "waiting":
      return { tone: "info", icon: "clock", words: "Being checked" };
    case "clean":
      return { tone: "success", icon: "check", words: "No virus found" };
    case "suspicious":
      return releasedAt
        ? { tone: "warning", icon: "alert", words: "Infected, released" }
        : { tone: "danger", icon: "lock", words: "Infected, held back" };
    case "unchecked":
      return findings?.verdict.outcome === "too-large"
        ? { tone: "warning", icon: "alert", words: "Too large to scan" }
        : { tone: "plain", icon: "info", words: "No scanner" };
  }
}

function AddFiles(props: { at: AtCase; uploads: readonly UploadView[] }) {
  const { at, uploads } = props;
  const path = casePath(at.head.reference, "files");
  const refusal = sentFor(at, "attach-files")?.refusal;
  const limits = at.web.context.fileLimits;
  const mine = (upload: UploadView) =>
    upload.byId === at.staff.id
      ? `${casePath(at.head.reference, "uploads")}/${upload.uploadId}/end`
      : undefined;
  return (
    <Panel title="Add files" id="add-files">
      <UnfinishedUploads uploads={unfinished(uploads, mine)} csrf={at.csrf} zone={zoneOf(at)} />
      <UploadForm
        {...limitsFor(limits)}
        action={path}
        csrf={at.csrf}
        parts={casePath(at.head.reference, "uploads")}
        after={`${path}?done=attach-files`}
        label="Files to add"
        submit="Add the files"
        error={
          refusal &&
          (refusal instanceof InvalidInput ? faultIn(refusal) : fileFault(limits, refusal))
        }
      >
        <Select
          name="partyId"
          label="For"
          help="A party fetches its files on the portal, once they are checked. Tell them by a message."
          value=""
          options={[
            { value: "", label: "Staff on this case only" },
            ...at.parties.map((party) => ({
              value: party.partyId,
              label: capital(partyName(at.parties, party.partyId)),
            })),
          ]}
        />
      </UploadForm>
    </Panel>
  );
}

function faultIn({ faults }: InvalidInput): string {
  return faults[0]?.message ?? "Choose a file.";
}
