/** The page of a case that splits it: what goes is chosen by boxes, shown whole, and confirmed. */

import { type FoundToSplit, foundToSplit } from "../../actions/links/to-split.ts";
import { staffSide } from "../../core/cases/sides.ts";
import { factKindWords } from "../../core/facts/fact-words.ts";
import {
  type FormChoice,
  type FormValues,
  lastValueOf,
  valuesOf,
} from "../../lib/form-description.ts";
import { type MemberRow, memberRowsOf } from "../../store/cases/people-of-case-reader.ts";
import { AsWritten } from "../../ui/as-written.tsx";
import { Button } from "../../ui/button.tsx";
import { DescriptionList } from "../../ui/description-list.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Form, Hidden } from "../../ui/form.tsx";
import { Actions, Panel } from "../../ui/layout.tsx";
import { type AtCase, casePath } from "./at-case.ts";
import { personName } from "./case-frame.ts";
import { wordFor } from "./case-words.ts";
import { DeedForm, deedPath, may, sentFor } from "./deed-form.tsx";
import { LinksPages } from "./links-pages.tsx";

const deed = "split-case";

/** Nothing in the case as one document: what was split off stands under other cases. */
export async function splitPart(at: AtCase) {
  if (at.whole) return null;
  const { caseId } = at.head;
  const [found, rows] = await Promise.all([
    foundToSplit(at.web.context, at.tx, caseId, at.keys),
    memberRowsOf(at.tx, caseId),
  ]);
  const members = rows.filter(({ sideId }) => sideId === staffSide);
  return (
    <>
      <LinksPages at={at} />
      <Split at={at} found={found} choices={choicesOf(at, found, members)} />
    </>
  );
}

type Choices = Readonly<Record<(typeof lists)[number], readonly FormChoice[]>>;

const lists = ["vulnerabilityIds", "productIds", "factIds", "memberIds"] as const;

const listTitles: Readonly<Record<(typeof lists)[number], string>> = {
  vulnerabilityIds: "Vulnerabilities, with their scores",
  productIds: "Products, with what is said of their versions",
  factIds: "Facts, which stay here too",
  memberIds: "On the new case besides you and the teams of the policy’s rules",
};

function choicesOf(at: AtCase, found: FoundToSplit, members: readonly MemberRow[]): Choices {
  const products = new Map(
    found.affected.map(({ productId, productName }) => [productId, productName] as const),
  );
  const others = members.filter(({ principalId }) => principalId !== at.staff.id);
  return {
    vulnerabilityIds: found.views.map(({ vulnerabilityId, title, cveId }) => ({
      value: vulnerabilityId,
      label: cveId ? `${title} (${cveId})` : title,
    })),
    productIds: [...products].map(([value, label]) => ({ value, label })),
    factIds: found.facts.map(({ fact }) => ({
      value: fact.factId,
      label: `${wordFor(factKindWords, fact.saying.kind)}, known since ${fact.saying.awareAt
        .toISOString()
        .slice(0, 16)
        .replace("T", " ")} UTC`,
    })),
    memberIds: others.map(({ principalId, name }) => ({
      value: principalId,
      label: name ?? personName(at, principalId),
    })),
  };
}

function Split({ at, found, choices }: { at: AtCase; found: FoundToSplit; choices: Choices }) {
  const sent = sentFor(at, deed);
  if (at.facts.closed || !may(at, deed)) {
    return (
      <Panel title="Split the case" id="split">
        <EmptyState icon="note" title="This case is not split from here">
          {at.facts.closed ? "It is closed: reopen it first." : "Your role on it splits no case."}
        </EmptyState>
      </Panel>
    );
  }
  const shown = sent?.refusal.code === "split.unconfirmed" ? sent.values : undefined;
  // Of what has one kind of thing only, the others are asked for nothing.
  const only = [
    ...lists.filter((name) => choices[name].length > 0),
    ...(at.facts.someoneToTell ? ["withReport"] : []),
    ...["title", "kind", "reason"],
  ];
  return (
    <>
      {shown && (
        <Preview at={at} found={found} values={shown} choices={goingOf(found, shown, choices)} />
      )}
      <Panel title={shown ? "Change what goes" : "Split the case"} id="split">
        <p class="form-lead">
          What is chosen goes to a new case, and both are linked. What was promised to whoever
          reported stays here, with its dates and the thread; they are told where their report is
          about the new case too, and read on their page how the work there goes on.
        </p>
        <DeedForm
          at={at}
          deed={deed}
          choices={choices}
          only={only}
          submit="Show what goes"
          values={{
            productIds: choices.productIds.map(({ value }) => value),
            withReport: "yes",
            memberIds: choices.memberIds.map(({ value }) => value),
          }}
        />
        <p class="meta">
          A splitting that was wrong is taken back in two steps: let the new case follow this one on
          its page of other cases, and add here again what had gone.
        </p>
      </Panel>
    </>
  );
}

/** The products of the chosen vulnerabilities alone: others stay, ticked or not. */
function goingOf(found: FoundToSplit, values: FormValues, choices: Choices): Choices {
  const ids = valuesOf(values, "vulnerabilityIds");
  const going = found.vulnerabilities.filter((each) => ids.includes(each.vulnerabilityId));
  const products = new Set(going.flatMap(({ productIds }) => productIds));
  return { ...choices, productIds: choices.productIds.filter(({ value }) => products.has(value)) };
}

/** What would go, and the button that lets it. */
function Preview(props: { at: AtCase; found: FoundToSplit; values: FormValues; choices: Choices }) {
  const { at, found, values, choices } = props;
  const kept = keptOf(found, values);
  const names = [...lists, "withReport", "title", "kind", "reason"];
  return (
    <Panel title="What goes to the new case" id="what-goes">
      <DescriptionList
        facts={[
          { term: "Its title", value: <AsWritten text={lastValueOf(values, "title") ?? ""} /> },
          ...lists
            .filter((name) => choices[name].length > 0)
            .map((name) => ({
              term: listTitles[name],
              value: chosen(choices[name], values, name),
            })),
          { term: "Remedies", value: remedyWords(found, values) },
          {
            term: "Stays here too, with what was promised of it",
            value: kept.length > 0 && (
              <ul>
                {kept.map(({ vulnerabilityId, title }) => (
                  <li key={vulnerabilityId}>
                    <AsWritten text={title} />
                  </li>
                ))}
              </ul>
            ),
          },
          { term: "The report", value: reportWords(at, values) },
          {
            term: "Its clocks",
            value: `Count by the same version of the policy, from when ${at.head.reference} was opened and when each fact became known. No promise made here moves.`,
          },
        ]}
      />
      <Form action={deedPath(at, deed)} csrf={at.csrf} label="Split the case so">
        {names.flatMap((name) =>
          valuesOf(values, name).map((value) => (
            <Hidden key={`${name} ${value}`} name={name} value={value} />
          )),
        )}
        <Hidden name="confirmed" value="yes" />
        <Actions>
          <Button>Split the case</Button>
          <a href={casePath(at.head.reference, "links")}>Leave it whole</a>
        </Actions>
      </Form>
    </Panel>
  );
}

/** Those of which whoever reported was told a day that is still to come. */
function keptOf({ vulnerabilities }: FoundToSplit, values: FormValues) {
  const ids = valuesOf(values, "vulnerabilityIds");
  return vulnerabilities.filter((each) => ids.includes(each.vulnerabilityId) && each.promises > 0);
}

function remedyWords({ remedies }: FoundToSplit, values: FormValues): string {
  const ids = valuesOf(values, "vulnerabilityIds");
  return remedies.some(({ vulnerabilityId }) => ids.includes(vulnerabilityId))
    ? "Go with a vulnerability all of whose products go, with their days, how these moved, and their tests. A day that whoever reported was told stays promised here: deliver the remedy, or move its day, in both cases."
    : "None.";
}

function chosen(of: readonly FormChoice[], values: FormValues, name: string) {
  const ids = valuesOf(values, name);
  const going = of.filter(({ value }) => ids.includes(value));
  if (going.length === 0) return "None";
  return (
    <ul>
      {going.map(({ value, label }) => (
        <li key={value}>
          <bdi>{label}</bdi>
        </li>
      ))}
    </ul>
  );
}

function reportWords({ facts }: AtCase, values: FormValues): string {
  if (!facts.someoneToTell) return "There is none.";
  return lastValueOf(values, "withReport") === "yes"
    ? "Both cases hold it. Whoever reported is told that this part has a case of its own."
    : "It stays here alone, and nobody outside is told.";
}
