/**
 * Where a mail may belong, on the case that it opened, and which mails name a case without proof, on that
 * case. A case that the reader does not see is not spoken of.
 */
import type { CaseWay } from "../../core/mail/find-case.ts";
import { headOf } from "../../store/cases/head-reader.ts";
import { titleOf } from "../../store/cases/title-reader.ts";
import type { ClaimRow, ClaimState } from "../../store/claims/reader.ts";
import { claimsOn } from "../../store/claims/reader.ts";
import { type SuggestedCase, suggestionsFor } from "../../store/claims/suggestions-reader.ts";
import { keysOf } from "../../store/sealing/object-keys.ts";
import { AsWritten } from "../../ui/as-written.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Hidden } from "../../ui/form.tsx";
import { Panel, Stack } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { type AtCase, casePath } from "./at-case.ts";
import { DeedForm, may, sentFor } from "./deed-form.tsx";
import { whyWords } from "./finding-words.ts";

/** On the case that a mail opened: the other cases it may belong to; nothing for any other case. */
export async function mayBelongPanel(at: AtCase) {
  const { tray, closeReason, closedAt } = at.head;
  if (tray === null || at.head.erasedAt) return null;
  const suggested = await suggestionsFor(at.web.context, at.tx, at.head.caseId);
  const joined = suggested.find(({ state }) => state === "joined");
  if (closeReason === "joined") return <Joined at={at} into={joined} />;
  if (closedAt || !may(at, "join-message-to-case") || at.facts.relevancy !== null) return null;
  const open = suggested.filter(({ state }) => state !== "declined");
  if (open.length === 0 && tray !== "new") return null;
  return (
    <Panel title="Does it belong to another case?" id="may-belong">
      {open.length > 0 && (
        <ul class="remedy-list">
          {open.map((each) => (
            <Suggested key={each.caseId} at={at} of={each} />
          ))}
        </ul>
      )}
      <OtherCase at={at} any={open.length > 0} />
    </Panel>
  );
}

function Suggested({ at, of }: { at: AtCase; of: SuggestedCase }) {
  const ids = { into: of.reference };
  const likely = of.parties.find(({ partyId }) => partyId === of.partyId);
  return (
    <li>
      <Stack gap="small">
        <h3>
          <a href={casePath(of.reference)}>{of.reference}</a> <AsWritten text={of.title} />
        </h3>
        <p>{whyText(of)}</p>
        <Disclosure
          summary={`Put it into ${of.reference}`}
          open={sentFor(at, "join-message-to-case", ids) !== undefined}
        >
          <DeedForm
            at={at}
            deed="join-message-to-case"
            ids={ids}
            only={["partyId", "reason"]}
            choices={{
              partyId: of.parties.map((each) => ({ value: each.partyId, label: each.pseudonym })),
            }}
            values={likely ? { partyId: likely.partyId } : {}}
            submit={`Put it into ${of.reference}`}
            look="secondary"
          >
            <Hidden name="into" value={of.reference} />
          </DeedForm>
        </Disclosure>
      </Stack>
    </li>
  );
}

function whyText({ why, sameAddress }: SuggestedCase): string {
  const reasons = [
    ...(why.length > 0 ? [whyWords(why)] : []),
    ...(sameAddress ? ["somebody there writes from the same address"] : []),
  ];
  if (reasons.length === 0) return "It stood in this case before and was taken out again.";
  return `Because ${reasons.join(", and ")}. That alone does not prove who wrote it.`;
}

function OtherCase({ at, any }: { at: AtCase; any: boolean }) {
  return (
    <Disclosure
      summary={any ? "Put it into another case" : "Put it into a case that is there already"}
      open={!any && sentFor(at, "join-message-to-case") !== undefined}
    >
      <DeedForm
        at={at}
        deed="join-message-to-case"
        only={["into", "reason"]}
        labels={{ into: "Our reference of that case" }}
        look="secondary"
      />
      <p class="quiet">It then stands beside that case’s threads, where only staff read it.</p>
    </Disclosure>
  );
}

function Joined({ at, into }: { at: AtCase; into: SuggestedCase | undefined }) {
  return (
    <Panel title="This mail stands in another case" id="may-belong">
      <p>
        {into ? (
          <>
            It was put into <a href={casePath(into.reference, "conversation")}>{into.reference}</a>{" "}
            <AsWritten text={into.title} />. Its original and its files stay here.
          </>
        ) : (
          "It was put into a case that you do not see. Its original and its files stay here."
        )}
      </p>
      {into && <DeedForm at={at} deed="undo-join" look="secondary" />}
    </Panel>
  );
}

/** What of it says that the mail is of this case, and not only that somebody is the same. */
const naming: readonly CaseWay[] = [
  "reply-address",
  "answers-ours",
  "answers-theirs",
  "our-reference",
  "outside-reference",
];

const shownStates: readonly ClaimState[] = ["open", "joined"];

/** On a case: the mails that name it and could not prove whose they are. */
export async function claimsPanel(at: AtCase) {
  if (!at.rarities.claims) return null;
  const claims = (await claimsOn(at.tx, at.head.caseId)).filter(
    ({ state, why }) => shownStates.includes(state) && why.some((way) => naming.includes(way)),
  );
  const open = claims.filter(({ state }) => state === "open");
  if (open.length === 0) return null;
  return (
    <Panel title="Mail that names this case" id="claims">
      <Notice tone="warning" title="Who wrote it is not proven">
        It stands in no thread here. Look at it before you believe it.
      </Notice>
      <ul class="remedy-list">{await Promise.all(open.map((claim) => claimLine(at, claim)))}</ul>
    </Panel>
  );
}

async function claimLine(at: AtCase, claim: ClaimRow) {
  const from = await headOf(at.tx, claim.fromCaseId);
  const keys = await keysOf(at.web.context, at.tx, from ? [from.caseId] : []);
  return (
    <li key={claim.claimId}>
      <Stack gap="small">
        <h3>
          {from ? (
            <>
              <a href={casePath(from.reference)}>{from.reference}</a> {titleOf(from, keys)}
            </>
          ) : (
            "A mail in a case that you do not see"
          )}
        </h3>
        <p>It is thought to be of this case because {whyWords(claim.why)}.</p>
        <DeedForm
          at={at}
          deed="decline-claim"
          ids={{ claimId: claim.claimId }}
          only={[]}
          look="secondary"
        />
      </Stack>
    </li>
  );
}
