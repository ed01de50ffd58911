/**
 * The one next deed of a case, with its form right there. What happens by itself, or is somebody
 * else's to do, is said in one line.
 */
import type { ComponentChildren } from "preact";
import type { Missing } from "../../core/cases/case-facts.ts";
import type { PromiseId } from "../../core/clocks/promises.ts";
import { type Deed, ruleOf } from "../../core/people/deeds.ts";
import { roleWords } from "../../core/people/role-words.ts";
import { staffRoles } from "../../core/people/roles.ts";
import type { DecisionView } from "../../store/cases/decision-reader.ts";
import { publicationsOf } from "../../store/publications/reader.ts";
import { remediesOf } from "../../store/remedies/reader.ts";
import { scoresOf, vulnerabilitiesOf } from "../../store/scoring/reader.ts";
import { affectedOf } from "../../store/status/reader.ts";
import { LinkButton } from "../../ui/button.tsx";
import { Due } from "../../ui/due.tsx";
import { Actions, Panel } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { type AtCase, casePath, readingOf } from "./at-case.ts";
import { missingWords, partyName, partyWord } from "./case-words.ts";
import { CloseForm, ConclusionForm, RelevancyForm } from "./decision-forms.tsx";
import { DeedForm, may } from "./deed-form.tsx";
import { dueOf, nextOwed } from "./due-words.ts";
import { AnswerForms, ContainmentForm, ExploitationLink, MatterForm } from "./kind-forms.tsx";
import { loadProductChoices, ProductSuggestions } from "./product-choices.tsx";
import { ProductsForm } from "./products-form.tsx";
import { DeliveryForm, RemedyForm } from "./remedy-forms.tsx";
import { ScoreForm } from "./score-form.tsx";

/** Parley does these itself; a person only watches. */
const byItself: readonly Missing[] = [
  "acknowledgement",
  "redirect",
  "relevancy-told",
  "conclusion-told",
];

const deedOf: Readonly<Partial<Record<Missing, Deed>>> = {
  "decision-approval": "approve-decision",
  "relevancy-decision": "decide-relevancy",
  containment: "contain-leak",
  "matter-decision": "decide-matter",
  score: "score-vulnerability",
  "affected-products": "set-affected-products",
  conclusion: "conclude-analysis",
  remedy: "plan-remedy",
  "remedy-delivery": "deliver-remedy",
  "advisory-draft": "draft-advisory",
  "advisory-approval": "approve-advisory",
  "advisory-publication": "publish-advisory",
  closing: "close-case",
};

export async function nextDeedOf(
  at: AtCase,
  decisions: Promise<readonly DecisionView[]>,
): Promise<ComponentChildren> {
  const { missing } = at.standing;
  if (at.facts.closed) {
    return (
      <Panel look="next" title="Nothing is left to do">
        <p>
          The case is closed.
          {may(at, "reopen-case") &&
            !at.head.erasedAt &&
            at.head.tray !== "not-for-us" &&
            " If something new comes up, reopen it below with a reason."}
        </p>
        {at.facts.conclusion === "confirmed" && may(at, "record-root-cause") && (
          <p>
            <a href={casePath(at.head.reference, "root-cause")}>Name the root cause</a>, where
            nobody has yet: it stays within the team.
          </p>
        )}
      </Panel>
    );
  }
  const waiting = missing.filter((each) => byItself.includes(each) || each === "reporter-answer");
  const [next, ...later] = missing.filter((each) => !waiting.includes(each));
  return (
    <Panel
      look="next"
      id="next"
      title={`Next: ${next ? deedWords(at, next) : "nothing until something new comes"}`}
      actions={next && <NextDue at={at} next={next} />}
    >
      <UpdateOwed at={at} />
      {waiting.map((each) => (
        <p key={each}>{waitingSentence(at, each)}</p>
      ))}
      {next && <NextForm at={at} next={next} form={await formOfNext(at, next, decisions)} />}
      {later.length > 0 && (
        <p class="after-that">
          After that: {later.map((each) => missingWords[each].short).join(" · ")}
        </p>
      )}
    </Panel>
  );
}

/** What nobody reported is no report. */
function deedWords({ facts }: AtCase, next: Missing): string {
  const own = next === "relevancy-decision" && !facts.someoneToTell;
  return own ? "Decide whether it is relevant" : missingWords[next].deed;
}

/** The promise that the deed keeps, where one runs. */
const promiseOfDeed: Readonly<Partial<Record<Missing, PromiseId>>> = {
  "relevancy-decision": "relevancy",
  conclusion: "conclusion",
  "remedy-delivery": "remedy-date",
  "advisory-draft": "advisory",
  "advisory-approval": "advisory",
  "advisory-publication": "advisory",
};

function NextDue(props: { at: AtCase; next: Missing }) {
  const { at, next } = props;
  const clock = nextOwed(at.clocks.filter((each) => each.promise === promiseOfDeed[next]));
  const due =
    clock && dueOf(clock, { ...readingOf(at), owedTo: partyName(at.parties, clock.owedTo) });
  return due ? <Due {...due} /> : null;
}

/** An update that is late or nearly so goes before everything: any word to the party keeps it. */
function UpdateOwed(props: { at: AtCase }) {
  const { at } = props;
  const clock = nextOwed(at.clocks.filter((each) => each.promise === "status-update"));
  const due =
    clock && dueOf(clock, { ...readingOf(at), owedTo: partyName(at.parties, clock.owedTo) });
  if (!clock || !may(at, "send-message") || (due?.state !== "overdue" && due?.state !== "soon"))
    return null;
  const href = `${casePath(at.head.reference, "conversation")}#thread-${clock.owedTo.slice(-6)}`;
  return (
    <Notice
      tone={due.state === "overdue" ? "danger" : "warning"}
      title={`First: a status update to ${due.owedTo} ${due.state === "overdue" ? "is overdue" : "is due"} ${due.relative}`}
    >
      <a href={href}>Write to {due.owedTo} how it stands</a>
    </Notice>
  );
}

function waitingSentence(at: AtCase, missing: Missing): string {
  if (missing === "acknowledgement") {
    if (at.head.answerHeld) return "The acknowledgement is held back, as said above.";
    return "Parley is sending the acknowledgement by itself.";
  }
  if (missing === "relevancy-told") return "Parley is telling the reporter the decision by itself.";
  if (missing === "redirect") return "Parley is telling them where to turn by itself.";
  if (missing === "conclusion-told") return "Parley is telling the conclusion by itself.";
  const who = partyWord(at.standing.wait?.whom ?? "the party");
  return `We asked a question and wait for ${who}; our own clocks stand still. Meanwhile:`;
}

/** The form, or who may do the deed where this reader may not. */
function NextForm(props: { at: AtCase; next: Missing; form: ComponentChildren }) {
  const deed = deedOf[props.next];
  if (deed && !may(props.at, deed)) {
    return <p>{rolesFor(deed)} does this; your role does not.</p>;
  }
  return <>{props.form}</>;
}

/** "Analyst, lead or coordination analyst". */
function rolesFor(deed: Deed): string {
  const { by } = ruleOf(deed);
  const titles = staffRoles
    .filter((role) => by.includes(role))
    .map((role, index) =>
      index === 0 ? roleWords[role].title : roleWords[role].title.toLowerCase(),
    );
  return titles.length > 1
    ? `${titles.slice(0, -1).join(", ")} or ${titles.at(-1)}`
    : titles.join("");
}

async function formOfNext(
  at: AtCase,
  next: Missing,
  decisions: Promise<readonly DecisionView[]>,
): Promise<ComponentChildren> {
  switch (next) {
    case "decision-approval":
      return <a href="#decisions">Look at the decision that waits</a>;
    case "relevancy-decision":
      return <RelevancyForm at={at} decisions={await decisions} />;
    case "conclusion":
      return <ConclusionForm at={at} decisions={await decisions} />;
    case "closing":
      return <CloseForm at={at} />;
    case "answer":
      return <AnswerForms at={at} />;
    case "containment":
      return <ContainmentForm at={at} />;
    case "matter-decision":
      return <MatterForm at={at} decisions={await decisions} />;
    case "exploitation-word":
      return <ExploitationLink at={at} />;
    case "advisory-draft":
      return <DraftForm at={at} />;
    case "advisory-approval":
    case "advisory-publication":
      return publicationLink(at);
    case "remedy-delivery":
      return deliveryForms(at);
    default:
      return vulnerabilityForm(at, next);
  }
}

export function DraftForm(props: { at: AtCase }) {
  const types = props.at.policy.disclosure.publicationTypes;
  return (
    <DeedForm
      at={props.at}
      deed="draft-advisory"
      choices={{
        type: types.map(({ code, name }) => ({
          value: code,
          label: typeof name === "string" ? name : (Object.values(name)[0] ?? code),
        })),
      }}
      submit="Make the draft"
    />
  );
}

/** Of several vulnerabilities the first that lacks it. */
async function vulnerabilityForm(at: AtCase, next: Missing): Promise<ComponentChildren> {
  const { context } = at.web;
  const { caseId } = at.head;
  const [found, choices, having] = await Promise.all([
    vulnerabilitiesOf(context, at.tx, caseId, at.keys),
    next === "affected-products" ? loadProductChoices(at, "set-affected-products") : undefined,
    next === "score"
      ? scoresOf(context, at.tx, caseId, at.keys)
      : affectedOf(context, at.tx, caseId, at.keys),
  ]);
  const lacks = ({ vulnerabilityId }: { vulnerabilityId: string }) =>
    !having.some(
      (row) =>
        row.vulnerabilityId === vulnerabilityId && (!("source" in row) || row.source === "own"),
    );
  const vulnerability = (next === "remedy" ? undefined : found.find(lacks)) ?? found[0];
  if (!vulnerability) return null;
  const { vulnerabilityId, title } = vulnerability;
  const named = found.length > 1 && <p class="form-lead">{title}</p>;
  return (
    <>
      {named}
      {next === "score" && <ScoreForm at={at} vulnerability={vulnerability} scores={[]} />}
      {next === "remedy" && <RemedyForm at={at} vulnerabilityId={vulnerabilityId} />}
      {choices && (
        <>
          <ProductsForm at={at} vulnerabilityId={vulnerabilityId} affected={[]} choices={choices} />
          <ProductSuggestions choices={choices} />
        </>
      )}
    </>
  );
}

async function deliveryForms(at: AtCase): Promise<ComponentChildren> {
  const remedies = await remediesOf(at.web.context, at.tx, at.head.caseId, at.keys);
  return remedies
    .filter((remedy) => !remedy.availableAt && !remedy.withdrawnAt)
    .map((remedy, index) => (
      <DeliveryForm
        key={remedy.remedyId}
        at={at}
        remedy={remedy}
        named
        look={index === 0 ? "primary" : "secondary"}
      />
    ));
}

async function publicationLink(at: AtCase): Promise<ComponentChildren> {
  const publications = await publicationsOf(at.web.context, at.tx, at.head.caseId);
  const open = publications.find((each) => each.state !== "published");
  if (!open) return null;
  return (
    <Actions>
      <LinkButton look="primary" href={casePath(at.head.reference, `publications/${open.number}`)}>
        Go to {open.number}
      </LinkButton>
    </Actions>
  );
}
