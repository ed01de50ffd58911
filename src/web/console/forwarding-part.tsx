/** The page from which a report goes on to a third party, and to whom it went already. */
import { mayLeave } from "../../core/attachments/file-findings.ts";
import { wordsToForward } from "../../core/forwarding/package.ts";
import { isNamed } from "../../core/identity/credit.ts";
import { attachmentsOf } from "../../store/attachments/reader.ts";
import { type Forwarding, forwardingsOf } from "../../store/forwarding/reader.ts";
import { permissionViewsOf } from "../../store/identity/permission-reader.ts";
import { reportsOf } from "../../store/reports/reader.ts";
import { Disclosure } from "../../ui/disclosure.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Panel } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { When } from "../../ui/when.tsx";
import type { AtCase } from "./at-case.ts";
import { zoneOf } from "./case-frame.ts";
import { DeedForm, may } from "./deed-form.tsx";

export async function forwardingPart(at: AtCase) {
  const { context } = at.web;
  const { caseId } = at.head;
  const [forwardings, reports, files, permissions] = await Promise.all([
    forwardingsOf(context, at.tx, caseId, at.keys),
    reportsOf(at.tx, caseId, at.keys),
    attachmentsOf(at.tx, caseId, at.keys),
    permissionViewsOf(context, at.tx, caseId),
  ]);
  const own = reports.find(({ erasedAt }) => erasedAt === null);
  const choices = files
    .filter((file) => !file.erasedAt && mayLeave(file))
    .map(({ attachmentId: value, name: label }) => ({ value, label }));
  return (
    <>
      <Panel title="Forward to a third party" id="forward">
        <Choice at={at} given={permissions.filter(({ state }) => state === "given").length} />
        <Making at={at} words={own ? wordsToForward(own.content.fields) : ""} files={choices} />
      </Panel>
      <Panel title="Forwarded so far" id="forwarded">
        {forwardings.length === 0 ? (
          <EmptyState icon="mail" title="Nothing of this case was forwarded">
            Each time is listed here: to whom, when and what.
          </EmptyState>
        ) : (
          <ul class="remedy-list">
            {forwardings.map((each) => (
              <OneForwarding key={each.eventId} at={at} of={each} />
            ))}
          </ul>
        )}
      </Panel>
    </>
  );
}

/** The reporter's choice comes before everything else. */
function Choice({ at, given }: { at: AtCase; given: number }) {
  const reporter = at.parties.find(({ kind }) => kind === "reporter" || kind === "coordinator");
  if (!reporter)
    return <p>Nobody outside reported it: nobody is to be kept unnamed or to be told.</p>;
  const thanks = isNamed(reporter.credit)
    ? "agreed to be thanked in our publication, which allows no more than that"
    : "is to be named nowhere";
  return (
    <Notice title={`${reporter.pseudonym} ${thanks}.`}>
      The package names nobody{given > 0 && ", also where a permission was given"}: every word and
      file is looked through for names first. The reporter is told to whom it went, and why. All
      promises of this case go on.
    </Notice>
  );
}

function Making(props: {
  at: AtCase;
  words: string;
  files: readonly { value: string; label: string }[];
}) {
  const { at, words, files } = props;
  if (!at.policy.thirdParty.mayForward) return <p>The policy lets no report be forwarded.</p>;
  if (at.facts.closed) return <p>The case is closed. Reopen it first, with a reason.</p>;
  if (!may(at, "forward-report")) return <p>Your role forwards no report.</p>;
  const fields = ["recipient", "words", "attachmentIds", "explanation"];
  return (
    <>
      <p>You get an archive to send by the way that is agreed with them, encrypted.</p>
      <DeedForm
        at={at}
        deed="forward-report"
        values={{ words }}
        choices={{ attachmentIds: files }}
        only={files.length > 0 ? fields : fields.filter((name) => name !== "attachmentIds")}
      />
    </>
  );
}

function OneForwarding({ at, of }: { at: AtCase; of: Forwarding }) {
  return (
    <li>
      <p>{of.recipient}</p>
      <p class="meta">
        <When at={of.at} zone={zoneOf(at)} />
        <span>{of.files === 1 ? "One file" : `${of.files} files`}</span>
      </p>
      <Disclosure summary="What they got">
        <p class="plain-text">{of.words}</p>
        <p>
          SHA-256 of the archive: <code>{of.sha256}</code>
        </p>
      </Disclosure>
    </li>
  );
}
