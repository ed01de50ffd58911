/** One file: what it is by its content, what the check found, and what is shown in its place. */
import { namesInFile } from "../../actions/identity/file-guard.ts";
import {
  type ArchiveListing,
  type FilePreview,
  mayLeave,
  oddityInWords,
} from "../../core/attachments/file-findings.ts";
import { bytesInWords } from "../../core/attachments/file-limits.ts";
import { Refusal } from "../../core/refusal.ts";
import { type AttachmentView, attachmentOf, previewOf } from "../../store/attachments/reader.ts";
import { AsWritten } from "../../ui/as-written.tsx";
import { LinkButton } from "../../ui/button.tsx";
import { DescriptionList } from "../../ui/description-list.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Actions, Panel } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Table } from "../../ui/table.tsx";
import { When } from "../../ui/when.tsx";
import type { AtCase } from "./at-case.ts";
import { personName, zoneOf } from "./case-frame.ts";
import { DeedForm } from "./deed-form.tsx";
import { FileState, filePath, senderOf } from "./files-part.tsx";
import { LeakPanel } from "./leak-panel.tsx";

type Props = { at: AtCase; file: AttachmentView };

export async function filePart(at: AtCase) {
  const id = at.view.split("/")[1] ?? "";
  const { context } = at.web;
  const file = await attachmentOf(context, at.tx, at.head.caseId, id);
  if (!file) throw new Refusal("access.not-found");
  // What is held back is not shown in part either.
  const preview = mayLeave(file) ? await previewOf(context, at.tx, at.head.caseId, id) : undefined;
  return (
    <>
      <Panel
        title={<AsWritten text={file.name} />}
        actions={mayLeave(file) && <Download at={at} file={file} />}
      >
        <p class="meta">
          <FileState file={file} />
        </p>
        <Notes at={at} file={file} />
        <Facts at={at} file={file} />
        <Deeds at={at} file={file} />
      </Panel>
      <LeakPanel at={at} findings={await findingsIn(at, file)} />
      {preview && <Shown at={at} file={file} preview={preview} />}
      <WordsInside file={file} />
    </>
  );
}

/** Of what the team gives to a party: where it would tell who somebody else is. */
async function findingsIn(at: AtCase, file: AttachmentView) {
  if (file.direction !== "out" || file.state === "waiting") return [];
  const { caseId } = at.head;
  const { attachmentId, sideId: partyId } = file;
  return namesInFile(at.web.context, { caseId, attachmentId, partyId });
}

function Download({ at, file }: Props) {
  return (
    <LinkButton href={`${filePath(at, file)}/content`} small icon="download" download>
      Download
    </LinkButton>
  );
}

function Notes({ at, file }: Props) {
  const { findings, state, releasedAt, releasedBy } = file;
  const { verdict, mismatch, problem } = findings ?? {};
  return (
    <>
      {state === "waiting" && (
        <Notice title="This file is being checked.">
          Until then nobody is given it. If it stays so, the virus scanner does not answer: whoever
          runs Parley sees it in the log.
        </Notice>
      )}
      {verdict?.outcome === "infected" && (
        <Notice tone="danger" title={`The virus scanner found ${verdict.signature}.`}>
          {releasedAt ? (
            <>
              {personName(at, releasedBy)} released it on <When at={releasedAt} zone={zoneOf(at)} />
              . Open it only where nothing can be lost.
            </>
          ) : (
            "The file stays sealed. Often that is the very thing that was reported: then release it, with the reason."
          )}
        </Notice>
      )}
      {verdict?.outcome === "no-scanner" && (
        <Notice tone="warning" title="No virus scanner is configured.">
          Nobody looked for malicious content in this file.
        </Notice>
      )}
      {verdict?.outcome === "too-large" && (
        <Notice tone="warning" title="The file is larger than the virus scanner takes.">
          Nobody looked for malicious content in it.
        </Notice>
      )}
      {mismatch && (
        <Notice tone="warning" title="It is not what its name says.">
          By its name it would be {mismatch}; by its content it is {findings?.type}.
        </Notice>
      )}
      {problem && (
        <p class="due-note">
          {problem === "too-large"
            ? "It is too large to be shown here."
            : "It could not be read, so nothing of it is shown here."}
        </p>
      )}
    </>
  );
}

function Facts({ at, file }: Props) {
  const { findings } = file;
  return (
    <DescriptionList
      facts={[
        { term: "From", value: senderOf(at, file) },
        { term: "Came", value: <When at={file.addedAt} zone={zoneOf(at)} /> },
        { term: "Size", value: sizeOf(file) },
        { term: "Type by content", value: findings?.type },
        { term: "Type as its sender says", value: file.type || undefined },
        { term: "SHA-256", value: file.sha256 && <code class="as-typed">{file.sha256}</code> },
        {
          term: "Checked",
          value: file.checkedAt && <When at={file.checkedAt} zone={zoneOf(at)} />,
        },
      ]}
    />
  );
}

function sizeOf({ bytes }: AttachmentView): string {
  const words = bytesInWords(bytes);
  return bytes < 1024 ? words : `${words} (${bytes} bytes)`;
}

function Deeds({ at, file }: Props) {
  const ids = { attachmentId: file.attachmentId };
  const held = file.state === "suspicious" && !file.releasedAt;
  return (
    <>
      {held && <DeedForm at={at} deed="release-attachment" ids={ids} />}
      {file.state === "unchecked" && (
        <Actions>
          <DeedForm at={at} deed="check-again" ids={ids} look="secondary" />
        </Actions>
      )}
    </>
  );
}

function Shown(props: Props & { preview: FilePreview }) {
  const { preview } = props;
  if (preview.is === "archive") return <Listing listing={preview.listing} />;
  if (preview.is === "text") {
    return (
      <Panel title={preview.cut ? "Its first part" : "Its text"}>
        <pre class="key-block file-text">{preview.text}</pre>
      </Panel>
    );
  }
  const { width, height } = preview;
  return (
    <Panel title="Drawn anew, small">
      <img
        class="file-picture"
        src={`${filePath(props.at, props.file)}/picture`}
        alt={`What ${props.file.name} shows; ${width} by ${height} pixels as sent`}
        loading="lazy"
      />
      <p class="due-note">
        {width} × {height} pixels as sent. This copy is ours; nothing of the file itself is in it.
      </p>
    </Panel>
  );
}

function Listing({ listing }: { listing: ArchiveListing }) {
  const odd = listing.odd.map(oddityInWords);
  return (
    <Panel title={`What is in this ${listing.format}`}>
      {odd.length > 0 && (
        <Notice tone="warning" title={`Look out, something in it is odd: ${odd.join("; ")}.`} />
      )}
      <Table
        caption={`${listing.entries.length} entries${listing.whole ? "" : ", and there are more that were not read"}; ${bytesInWords(listing.bytes)} unpacked, as it claims`}
        dense
        rows={listing.entries.map((entry, index) => ({ ...entry, index }))}
        rowKey={(entry) => String(entry.index)}
        columns={[
          {
            header: "Name",
            heads: true,
            cell: (entry) => (
              <span class="as-typed">
                {"↳ ".repeat(entry.depth - 1)}
                {entry.name}
              </span>
            ),
          },
          {
            header: "Unpacked",
            nowrap: true,
            cell: (entry) => (entry.bytes === null ? "not said" : bytesInWords(entry.bytes)),
          },
          { header: "Odd", cell: (entry) => entry.odd.map(oddityInWords).join("; ") },
        ]}
      />
      <p class="due-note">It was listed in memory. Nothing of it was unpacked to a disk.</p>
    </Panel>
  );
}

/** Who made it, as it says itself: a name may stand there that is not to be told. */
function WordsInside({ file }: { file: AttachmentView }) {
  const words = file.findings?.words.filter(({ place }) => place !== "name in the archive") ?? [];
  if (words.length === 0) return null;
  return (
    <Panel title="What it says of itself">
      <Disclosure summary={`Authors, programs and comments in its metadata (${words.length})`}>
        <DescriptionList
          facts={words.slice(0, 100).map(({ place, text }) => ({ term: place, value: text }))}
        />
      </Disclosure>
    </Panel>
  );
}
