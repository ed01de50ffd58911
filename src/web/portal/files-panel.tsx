/** The reporter's files, those that the team gave them, and the place to hand in more. */

import type { FileLimits } from "../../core/attachments/file-limits.ts";
import { bytesInWords } from "../../core/attachments/file-limits.ts";
import type { OwnFile } from "../../store/portal/own-report-reader.ts";
import type { UploadView } from "../../store/uploads/reader.ts";
import { AsWritten } from "../../ui/as-written.tsx";
import { Panel } from "../../ui/layout.tsx";
import { Table } from "../../ui/table.tsx";
import { UnfinishedUploads, UploadForm } from "../../ui/upload-form.tsx";
import { When } from "../../ui/when.tsx";
import { limitsFor, unfinished } from "../files/upload-words.ts";
import { HeldDataNotice, type HeldDataProps } from "./held-data-panel.tsx";

export type FilesProps = HeldDataProps & {
  csrf: string;
  zone: string;
  files: readonly OwnFile[];
  uploads: readonly UploadView[];
  limits: FileLimits;
  /** Why the files that were sent now were not taken. */
  fileError: string | undefined;
};

export function Files(props: FilesProps) {
  const { csrf, zone, files, uploads, limits, fileError } = props;
  const own = files.filter((file) => !file.fromTeam);
  const given = files.filter((file) => file.fromTeam);
  const endOf = ({ uploadId }: UploadView) => `/portal/case/uploads/${uploadId}/end`;
  return (
    <Panel title="Files" id="files">
      {given.length > 0 && <FilesFromUs files={given} zone={zone} />}
      {own.length > 0 && <FilesOfYours files={own} zone={zone} />}
      <UnfinishedUploads uploads={unfinished(uploads, endOf)} csrf={csrf} zone={zone} />
      <HeldDataNotice {...props} />
      <UploadForm
        {...limitsFor(limits)}
        action="/portal/case/files"
        csrf={csrf}
        parts="/portal/case/uploads"
        after="/portal/case?sent=files#files"
        label="Send us files"
        submit="Send the files"
        error={fileError}
        asksPersonal
      />
    </Panel>
  );
}

function FilesFromUs({ files, zone }: { files: readonly OwnFile[]; zone: string }) {
  return (
    <Table
      caption="Files from us"
      dense
      rows={files}
      rowKey={(file) => file.attachmentId}
      columns={[
        {
          header: "File",
          heads: true,
          cell: (file) =>
            file.ready ? (
              <a href={`/portal/case/files/${file.attachmentId}`} download={file.name}>
                <AsWritten text={file.name} />
              </a>
            ) : (
              <>
                <AsWritten text={file.name} /> (being checked)
              </>
            ),
        },
        ...sizeAndTime(zone, "Added"),
      ]}
    />
  );
}

function FilesOfYours({ files, zone }: { files: readonly OwnFile[]; zone: string }) {
  return (
    <Table
      caption="Files that you sent"
      dense
      rows={files}
      rowKey={(file) => file.attachmentId}
      columns={[
        { header: "File", heads: true, cell: (file) => <AsWritten text={file.name} /> },
        ...sizeAndTime(zone, "Arrived"),
      ]}
    />
  );
}

function sizeAndTime(zone: string, arrived: string) {
  return [
    { header: "Size", nowrap: true, cell: (file: OwnFile) => bytesInWords(file.bytes) },
    { header: arrived, cell: (file: OwnFile) => <When at={file.addedAt} zone={zone} /> },
    {
      header: "SHA-256",
      cell: (file: OwnFile) => (file.sha256 ? <code>{file.sha256}</code> : "being computed"),
    },
  ];
}
