/** Each time that somebody broke the glass of the case, with reason and review; and the banner while it matters. */

import { eventTextsOf } from "../../store/events/text-reader.ts";
import { type GlassOpening, openingsOf } from "../../store/glass/reader.ts";
import { Panel, Stack } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { When } from "../../ui/when.tsx";
import { type AtCase, casePath } from "./at-case.ts";
import { personName, zoneOf } from "./case-frame.ts";
import { DeedForm, may } from "./deed-form.tsx";

/** What was written beside an opening, by its id. */
type Words = ReadonlyMap<string, string>;

/** Nothing where the glass was never broken. */
export async function openingsPanel(at: AtCase) {
  if (!at.rarities.glass) return null;
  const [openings, reasons, findings] = await Promise.all([
    openingsOf(at.tx, at.head.caseId),
    wordsOf(at, "glass.broken"),
    wordsOf(at, "glass.reviewed"),
  ]);
  return (
    <Panel title="The glass was broken" id="glass">
      <ul class="remedy-list">
        {openings.map((opening) => (
          <li key={opening.openingId}>
            <Stack gap="small">
              <Opening at={at} opening={opening} reason={reasons.get(opening.openingId)} />
              <Review at={at} opening={opening} finding={findings.get(opening.openingId)} />
            </Stack>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

async function wordsOf(at: AtCase, type: string): Promise<Words> {
  const of = { type, held: at.keys };
  const texts = await eventTextsOf(at.web.context, at.tx, at.head.caseId, of);
  return new Map(
    texts.map(({ body, text }) => [
      (JSON.parse(body) as { openingId?: string }).openingId ?? "",
      text,
    ]),
  );
}

function Opening(props: { at: AtCase; opening: GlassOpening; reason: string | undefined }) {
  const { at, opening, reason } = props;
  const over = opening.expiresAt <= at.now;
  return (
    <>
      <h3>{personName(at, opening.personId)}</h3>
      <p class="meta">
        <span>
          {opening.confirmedBy
            ? `confirmed by ${personName(at, opening.confirmedBy)}`
            : "alone, being on call"}
        </span>
        <span>
          from <When at={opening.openedAt} zone={zoneOf(at)} />
        </span>
        <span>
          {over ? "ended" : "ends"} <When at={opening.expiresAt} zone={zoneOf(at)} />
        </span>
      </p>
      {reason && <p class="plain-text">{reason}</p>}
    </>
  );
}

function Review(props: { at: AtCase; opening: GlassOpening; finding: string | undefined }) {
  const { at, opening, finding } = props;
  const { openingId } = opening;
  if (opening.reviewedAt) {
    return (
      <>
        <p class="meta">
          <span>
            Reviewed by {personName(at, opening.reviewedBy)}
            {opening.reviewedBy === opening.confirmedBy &&
              ", who had confirmed it: there was no other lead"}
          </span>
          <When at={opening.reviewedAt} zone={zoneOf(at)} />
        </p>
        {finding && <p class="plain-text">{finding}</p>}
      </>
    );
  }
  const isOpener = opening.personId === at.staff.id;
  const isSecond = opening.confirmedBy === at.staff.id;
  return (
    <>
      <p>
        A review by a lead is owed until <When at={opening.reviewDueAt} zone={zoneOf(at)} />
        {isOpener && "; another one than you writes it"}
        {isSecond && "; you confirmed it, so another one than you writes it where there is one"}.
      </p>
      {!isOpener && may(at, "review-break-glass") && (
        <DeedForm at={at} deed="review-break-glass" ids={{ openingId }} only={["finding"]} />
      )}
    </>
  );
}

/** Above every page of the case while somebody is in by it, and until it is reviewed. */
export async function glassBanner(at: AtCase) {
  if (!at.rarities.glass) return null;
  const openings = await openingsOf(at.tx, at.head.caseId);
  const open = openings.find(({ expiresAt }) => expiresAt > at.now);
  const owed = openings.find(({ reviewedAt }) => reviewedAt === null);
  const about = open ?? owed;
  if (!about) return null;
  const name = personName(at, about.personId);
  const late = owed && owed.reviewDueAt <= at.now;
  return (
    <Notice
      tone={open || late ? "danger" : "warning"}
      title={open ? `${name} reads this case by breaking the glass` : `${name} broke the glass`}
    >
      {open && (
        <>
          Until <When at={open.expiresAt} zone={zoneOf(at)} />.{" "}
        </>
      )}
      {owed && (
        <>
          A lead’s review {late ? "was due" : "is due"}{" "}
          <When at={owed.reviewDueAt} zone={zoneOf(at)} />.{" "}
        </>
      )}
      <a href={`${casePath(at.head.reference, "people")}#glass`}>Why, and what follows</a>
    </Notice>
  );
}
