/** The messages of the tray as rows of one form: tick them, or act on the one in focus by a key. */
import { Fragment } from "preact";
import { bytesInWords } from "../../core/attachments/file-limits.ts";
import type { TrayRow } from "../../store/cases/tray-reader.ts";
import { AsWritten } from "../../ui/as-written.tsx";
import { Tag } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Form } from "../../ui/form.tsx";
import { Table } from "../../ui/table.tsx";
import { casePath } from "./at-case.ts";
import { localWords } from "./case-cells.tsx";
import { agoWords } from "./due-words.ts";
import { senderWords } from "./sender-check.tsx";
import { holdWords } from "./tray-words.ts";

export interface TrayTableProps {
  readonly rows: readonly TrayRow[];
  readonly csrf: string;
  readonly now: Date;
  readonly zone: string;
  readonly maySort: boolean;
}

export function TrayTable(props: TrayTableProps) {
  const { maySort, csrf } = props;
  if (!maySort) return <Rows {...props} />;
  return (
    <Form action="/console/tray" csrf={csrf} label="Sort messages" class="tray">
      <Sortings />
      <Rows {...props} />
    </Form>
  );
}

/** What may become of the ticked messages; the first button does no harm where Enter presses it. */
function Sortings() {
  return (
    <div class="tray-deeds">
      <fieldset class="tray-group">
        <legend class="tray-legend">It is a</legend>
        <Deed as="report" keyed="r">
          Report
        </Deed>
        <Deed as="question" keyed="q">
          Question
        </Deed>
        <Deed as="live-incident" keyed="l">
          Live incident
        </Deed>
        <Deed as="dispute" keyed="d">
          Dispute
        </Deed>
        <Deed as="data-leak" keyed="e">
          Data leak
        </Deed>
      </fieldset>
      <fieldset class="tray-group">
        <legend class="tray-legend">Not for us</legend>
        <Deed as="spam" keyed="n">
          Spam
        </Deed>
        <Deed as="advertising" keyed="a">
          Advertising
        </Deed>
        <Deed as="misdirected" keyed="w">
          Wrong place
        </Deed>
      </fieldset>
      <fieldset class="tray-group">
        <legend class="tray-legend">Held back</legend>
        <Deed as="acknowledge" keyed="s">
          Send acknowledgement
        </Deed>
      </fieldset>
    </div>
  );
}

function Deed(props: { as: string; keyed: string; children: string }) {
  return (
    <Button look="secondary" small name="as" value={props.as} shortcut={props.keyed}>
      {props.children}
    </Button>
  );
}

function Rows({ rows, now, zone, maySort }: TrayTableProps) {
  return (
    <Table
      caption="Messages in the intake tray"
      captionHidden
      dense
      rows={rows}
      rowKey={(row) => row.caseId}
      columns={[
        { header: "Message", heads: true, cell: (row) => <Message row={row} maySort={maySort} /> },
        { header: "Sender", cell: (row) => <Sender row={row} /> },
        { header: "Mail", cell: (row) => <Mail row={row} /> },
        { header: `Came (${zone})`, cell: (row) => <Came row={row} now={now} zone={zone} /> },
      ]}
    />
  );
}

function Message({ row, maySort }: { row: TrayRow; maySort: boolean }) {
  const link = (
    <a href={casePath(row.reference)} data-row>
      <AsWritten text={row.title || row.reference} />
    </a>
  );
  return (
    <span class="tray-message">
      {maySort && (
        <input
          type="checkbox"
          class="tray-pick"
          name="case"
          value={row.caseId}
          aria-label={`Select ${row.reference}`}
        />
      )}
      <span>
        {link}
        <span class="row-reference">{row.reference}</span>
        {row.claims.length > 0 && (
          <span class="row-reference">
            May belong to{" "}
            {row.claims.map((reference, index) => (
              <Fragment key={reference}>
                {index > 0 && ", "}
                <a href={casePath(reference)}>{reference}</a>
              </Fragment>
            ))}
          </span>
        )}
      </span>
    </span>
  );
}

function Sender({ row }: { row: TrayRow }) {
  const { authentication, answerHeld } = row;
  const words = authentication && senderWords(authentication);
  return (
    <span class="tray-facts">
      <span>
        {row.pseudonym}, {languageName(row.language)}
      </span>
      {words && (
        <Tag tone={words.tone} icon="mail">
          {words.title}
        </Tag>
      )}
      {answerHeld && <span class="quiet">Not acknowledged. {holdWords[answerHeld]}.</span>}
    </span>
  );
}

const names = new Intl.DisplayNames("en", { type: "language" });

function languageName(code: string): string {
  return names.of(code) ?? code;
}

const signed: Readonly<Partial<Record<TrayRow["signature"], string>>> = {
  good: "signed",
  "good-expired-key": "signed with an expired key",
  "good-revoked-key": "signed with a revoked key",
  "unknown-key": "signed, key not known",
  bad: "signature does not fit",
};

function Mail({ row }: { row: TrayRow }) {
  const { files, bytes, encrypted, decrypted, signature, mailbox, problems } = row;
  const parts = [
    bytes === null ? null : bytesInWords(bytes),
    files === 0 ? "no files" : `${files} ${files === 1 ? "file" : "files"}`,
    encrypted ? (decrypted ? "encrypted" : "encrypted, not opened") : null,
    signed[signature] ?? null,
    problems.length > 0 ? `${problems.length} odd` : null,
    mailbox === null ? null : `mailbox ${mailbox}`,
  ];
  return <span>{parts.filter((part) => part !== null).join(", ")}</span>;
}

function Came(props: { row: TrayRow; now: Date; zone: string }) {
  const { row, now, zone } = props;
  return (
    <span class="tray-facts">
      <time dateTime={row.receivedAt.toISOString()}>{localWords(row.receivedAt, zone)}</time>
      {row.alarmedAt ? (
        <Tag tone="danger" icon="alert">
          {agoWords(row.receivedAt, now)}
        </Tag>
      ) : (
        <span class="quiet">{agoWords(row.receivedAt, now)}</span>
      )}
    </span>
  );
}
