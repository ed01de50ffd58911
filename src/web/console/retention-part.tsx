/** What is kept of a case and until when: holds, what is due to be erased, what was, and people's rights. */
import { type Kept, type Retained, retention } from "../../core/retention/due.ts";
import { type AttachmentView, attachmentsOf } from "../../store/attachments/reader.ts";
import { type EventText, eventTextsOf } from "../../store/events/text-reader.ts";
import { reportsOf } from "../../store/reports/reader.ts";
import { type ErasureRow, erasuresOf } from "../../store/retention/erasure-reader.ts";
import { type HoldRow, holdsOf } from "../../store/retention/hold-reader.ts";
import { Tag } from "../../ui/badge.tsx";
import { DescriptionList } from "../../ui/description-list.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Panel, Stack } from "../../ui/layout.tsx";
import { When } from "../../ui/when.tsx";
import type { AtCase } from "./at-case.ts";
import { personName, zoneOf } from "./case-frame.ts";
import { capital, partyName } from "./case-words.ts";
import { DeedForm, may, sentFor } from "./deed-form.tsx";
import { scopeWords, stateWords, whyWords } from "./retention-words.ts";

interface Found {
  readonly at: AtCase;
  readonly holds: readonly HoldRow[];
  readonly erasures: readonly ErasureRow[];
  /** What people wrote beside holds and orders, by the id that the event names. */
  readonly notes: ReadonlyMap<string, string>;
  readonly subjects: readonly { value: string; label: string }[];
}

export async function retentionPart(at: AtCase) {
  const { tx, head, keys, web } = at;
  const { caseId } = head;
  const [texts, holds, erasures, subjects] = await Promise.all([
    eventTextsOf(web.context, tx, caseId, { held: keys }),
    holdsOf(tx, caseId),
    erasuresOf(tx, caseId),
    subjectsOf(at),
  ]);
  const found: Found = { at, holds, erasures, notes: notesIn(texts), subjects };
  return (
    <>
      <Terms found={found} />
      <Holds found={found} />
      <Erasures found={found} />
      <Rights at={at} />
    </>
  );
}

function notesIn(texts: readonly EventText[]): Map<string, string> {
  const notes = new Map<string, string>();
  for (const { type, body, text } of texts) {
    const { holdId, erasureId } = JSON.parse(body) as { holdId?: string; erasureId?: string };
    const id = type === "hold.lifted" ? `lifted ${holdId}` : (holdId ?? erasureId);
    if (id && !notes.has(id)) notes.set(id, text);
  }
  return notes;
}

/** What an order can be about, besides the whole case. */
async function subjectsOf(at: AtCase) {
  const { caseId } = at.head;
  if (!may(at, "order-erasure") || at.head.erasedAt) return [];
  const zone = zoneOf(at);
  const day = (moment: Date) =>
    new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeZone: zone }).format(moment);
  const [reports, files] = await Promise.all([
    reportsOf(at.tx, caseId, at.keys),
    attachmentsOf(at.tx, caseId, at.keys),
  ]);
  return [
    { value: caseId, label: "All content of the case" },
    ...reports
      .filter(({ erasedAt }) => !erasedAt)
      .map(({ reportId, receivedAt }) => ({
        value: reportId,
        label: `Report of ${day(receivedAt)}`,
      })),
    ...at.parties.map((party) => ({
      value: party.partyId,
      label: `Messages with ${partyName(at.parties, party.partyId)}`,
    })),
    ...files.filter(({ erasedAt }) => !erasedAt).map(fileChoice),
  ];
}

function fileChoice({ attachmentId, name }: AttachmentView) {
  return { value: attachmentId, label: `File ${name}` };
}

/** The terms of the policy as they fall on this case. */
function Terms({ found: { at, holds } }: { found: Found }) {
  const { head, policy, now } = at;
  const held = holds.some(({ liftedAt, partyId }) => !liftedAt && !partyId);
  const { closedAt, closeReason } = head;
  const of = (kept: Kept) => retention(policy, kept, { closedAt, closeReason, held }, now);
  return (
    <Panel title="How long it is kept" id="terms">
      {head.erasedAt ? (
        <p>
          All content of this case was erased on{" "}
          <When at={head.erasedAt} zone={zoneOf(at)} precision="day" />. What happened and when
          stays on record; what was published stays published.
        </p>
      ) : (
        <DescriptionList
          facts={[
            { term: "Names and addresses", value: <Term at={at} retained={of("identity")} /> },
            { term: "All content", value: <Term at={at} retained={of("content")} /> },
          ]}
        />
      )}
    </Panel>
  );
}

function Term({ at, retained }: { at: AtCase; retained: Retained }) {
  if (retained.state === "kept") {
    return retained.because === "open" ? (
      <>Kept while the case is open.</>
    ) : (
      <>Kept: this version of the policy sets no term.</>
    );
  }
  const day = <When at={retained.dueAt} zone={zoneOf(at)} precision="day" />;
  if (retained.state === "held") return <>Due on {day}, and kept by the legal hold.</>;
  return retained.state === "due" ? <>Due since {day}.</> : <>Kept until {day}.</>;
}

function Holds({ found }: { found: Found }) {
  const { at, holds } = found;
  return (
    <Panel title="Legal holds" id="holds">
      {holds.length === 0 && <p>None. Nothing stops the terms of the policy.</p>}
      {holds.length > 0 && (
        <ul class="remedy-list">
          {holds.map((hold) => (
            <Hold key={hold.holdId} found={found} hold={hold} />
          ))}
        </ul>
      )}
      {may(at, "place-hold") && !at.head.erasedAt && (
        <Disclosure summary="Place a legal hold" open={at.sent?.deed === "place-hold"}>
          <p class="form-lead">
            While a hold stands nothing of the case, or of the person in any case, is erased.
          </p>
          <DeedForm at={at} deed="place-hold" choices={{ partyId: people(at) }} />
        </Disclosure>
      )}
    </Panel>
  );
}

function Hold({ found, hold }: { found: Found; hold: HoldRow }) {
  const { at, notes } = found;
  const { holdId, partyId, placedBy, placedAt, liftedBy, liftedAt } = hold;
  const ids = { holdId };
  return (
    <li>
      <h3>
        {partyId ? capital(partyName(at.parties, partyId)) : "The whole case"}{" "}
        <Tag tone={liftedAt ? "plain" : "warning"} icon="lock">
          {liftedAt ? "Lifted" : "Stands"}
        </Tag>
      </h3>
      <p class="meta">
        <span>
          Placed by {personName(at, placedBy)}, <When at={placedAt} zone={zoneOf(at)} />
        </span>
        {liftedAt && (
          <span>
            lifted by {personName(at, liftedBy)}, <When at={liftedAt} zone={zoneOf(at)} />
          </span>
        )}
      </p>
      {notes.has(holdId) && <p class="plain-text">{notes.get(holdId)}</p>}
      {notes.has(`lifted ${holdId}`) && <p class="plain-text">{notes.get(`lifted ${holdId}`)}</p>}
      {!liftedAt && may(at, "lift-hold") && !at.head.erasedAt && (
        <Disclosure summary="Lift it" open={sentFor(at, "lift-hold", ids) !== undefined}>
          <DeedForm at={at} deed="lift-hold" ids={ids} only={["reason"]} look="danger" />
        </Disclosure>
      )}
    </li>
  );
}

function Erasures({ found }: { found: Found }) {
  const { at, erasures, subjects } = found;
  return (
    <Panel title="Erasures" id="erasures">
      {erasures.length === 0 && <p>Nothing of this case is due to be erased, and nothing was.</p>}
      {erasures.length > 0 && (
        <ul class="remedy-list">
          {erasures.map((erasure) => (
            <Erasure key={erasure.erasureId} found={found} erasure={erasure} />
          ))}
        </ul>
      )}
      {may(at, "order-erasure") && !at.head.erasedAt && (
        <Disclosure summary="Order an erasure" open={at.sent?.deed === "order-erasure"}>
          <p class="form-lead">
            For what must not be kept, whatever the terms: data of others, for example. It cannot be
            undone, and a second person has to confirm it.
          </p>
          <DeedForm
            at={at}
            deed="order-erasure"
            choices={{ subjectId: subjects }}
            submit="Order it"
            look="danger"
          />
        </Disclosure>
      )}
    </Panel>
  );
}

function Erasure({ found, erasure }: { found: Found; erasure: ErasureRow }) {
  const { at, notes, holds } = found;
  const { erasureId, scope, dueAt, endedAt, confirmedBy, approvedBy, subjectId } = erasure;
  const held =
    !endedAt &&
    holds.some(
      ({ liftedAt, partyId }) =>
        !liftedAt && (partyId === null || scope === "content" || partyId === subjectId),
    );
  const gone = erasure.state === "withdrawn" && at.head.erasedAt;
  const { word, tone } = gone
    ? ({ word: "Went with the content", tone: "plain" } as const)
    : stateWords(erasure, { held, now: at.now });
  const people = [confirmedBy, approvedBy].filter((id) => id !== null);
  return (
    <li>
      <h3>
        {scopeWords[scope]}
        {scope === "identity" && ` of ${partyName(at.parties, subjectId)}`}{" "}
        <Tag tone={tone}>{word}</Tag>
      </h3>
      <p class="meta">
        <span>{whyWords(erasure)}</span>
        <span>
          {endedAt ? "since" : erasure.state === "requested" ? "answer by" : "due"}{" "}
          <When at={endedAt ?? dueAt} zone={zoneOf(at)} precision="day" />
        </span>
        {people.length > 0 && (
          <span>agreed to by {people.map((id) => personName(at, id)).join(" and ")}</span>
        )}
      </p>
      {notes.has(erasureId) && <p class="plain-text">{notes.get(erasureId)}</p>}
      <DeedsOn at={at} erasure={erasure} held={held} />
    </li>
  );
}

function DeedsOn({ at, erasure, held }: { at: AtCase; erasure: ErasureRow; held: boolean }) {
  const { erasureId, state, confirmedBy, subjectId } = erasure;
  const ids = { erasureId };
  if (state === "erased") {
    return (
      <DeedForm at={at} deed="make-certificate" ids={ids} look="secondary" submit="Certificate" />
    );
  }
  if (state === "requested") return <AnswerRequest at={at} ids={ids} partyId={subjectId} />;
  const second = state === "confirmed" && confirmedBy !== at.staff.id;
  const due = state === "due" && erasure.dueAt <= at.now;
  if (held || (!second && !due)) return null;
  return (
    <DeedForm
      at={at}
      deed="confirm-erasure"
      ids={ids}
      look="danger"
      submit={second ? "Confirm as the second person" : "Confirm the erasure"}
    />
  );
}

function AnswerRequest(props: { at: AtCase; ids: { erasureId: string }; partyId: string }) {
  const { at, ids, partyId } = props;
  return (
    <>
      <Disclosure summary="Grant it" open={sentFor(at, "erase-person", { partyId }) !== undefined}>
        <EraseForm at={at} partyId={partyId} />
      </Disclosure>
      <Disclosure summary="Refuse it" open={sentFor(at, "refuse-erasure", ids) !== undefined}>
        <DeedForm at={at} deed="refuse-erasure" ids={ids} only={["explanation"]} />
      </Disclosure>
    </>
  );
}

function EraseForm({ at, partyId }: { at: AtCase; partyId: string }) {
  return (
    <>
      <p class="form-lead">
        Name, addresses and keys go from this case and from every other that the same address wrote
        to. The person is told first. It cannot be undone.
      </p>
      <DeedForm
        at={at}
        deed="erase-person"
        ids={{ partyId }}
        label={`Erase ${partyName(at.parties, partyId)}`}
        only={["reason"]}
        look="danger"
        submit="Erase the person"
      />
    </>
  );
}

/** What a person outside may ask of us, whatever way they ask. */
function Rights({ at }: { at: AtCase }) {
  if (!may(at, "export-person") || at.parties.length === 0) return null;
  return (
    <Panel title="Rights of the people outside" id="rights">
      <p>
        In the portal they get their data and ask for its erasure themselves. For who writes by mail
        or letter, do it here once you know that it is them.
      </p>
      <ul class="remedy-list">
        {at.parties.map(({ partyId }) => (
          <li key={partyId}>
            <Stack gap="small">
              <h3>{capital(partyName(at.parties, partyId))}</h3>
              <DeedForm
                at={at}
                deed="export-person"
                ids={{ partyId }}
                label={`Export the data of ${partyName(at.parties, partyId)}`}
                only={[]}
                look="secondary"
                submit="Export what we hold"
              />
            </Stack>
            {may(at, "erase-person") && !at.head.erasedAt && (
              <Disclosure summary="Erase the person">
                <EraseForm at={at} partyId={partyId} />
              </Disclosure>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function people(at: AtCase) {
  return at.parties.map(({ partyId }) => ({
    value: partyId,
    label: capital(partyName(at.parties, partyId)),
  }));
}
