/** Our score as it is for each affected product: what it was made from, and each step with its score. */
import {
  type AdjustStep,
  adjust,
  type MetricValues,
  readProfile,
} from "../../core/severity/adjust.ts";
import { readCvss } from "../../core/severity/parse.ts";
import type { ScoreView } from "../../store/scoring/reader.ts";
import { Tag } from "../../ui/badge.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Panel } from "../../ui/layout.tsx";
import { Table } from "../../ui/table.tsx";
import { When } from "../../ui/when.tsx";
import type { AtCase } from "./at-case.ts";
import { personName, zoneOf } from "./case-frame.ts";
import { DeedForm, may, sentFor } from "./deed-form.tsx";
import type { OfVulnerability } from "./of-vulnerability.ts";
import { CaseSeverity } from "./severity-words.tsx";

/** Nothing before there is a score of ours and a product. */
export function AdjustedPanel({ at, vulnerability, found }: OfVulnerability) {
  const own = found.scores.find(({ source }) => source === "own");
  // What is not affected has no severity of its own, unless somebody gave it one before.
  const concerned = found.affected.filter(
    ({ status, productId }) =>
      status !== "not-affected" || found.scores.some((score) => score.productId === productId),
  );
  const products = new Map(concerned.map((each) => [each.productId, each.productName]));
  if (!own || products.size === 0) return null;
  return (
    <Panel title="Severity per product" level={3} id="adjusted">
      {[...products].map(([productId, name]) => (
        <OfProduct
          key={productId}
          at={at}
          own={own}
          product={{ productId, name }}
          score={found.scores.find(
            (each) => each.source === "adjusted" && each.productId === productId,
          )}
          vulnerabilityId={vulnerability.vulnerabilityId}
        />
      ))}
    </Panel>
  );
}

type ProductProps = {
  at: AtCase;
  own: ScoreView;
  product: { productId: string; name: string };
  score: ScoreView | undefined;
  vulnerabilityId: string;
};

function OfProduct({ at, own, product, score, vulnerabilityId }: ProductProps) {
  const ids = { vulnerabilityId, productId: product.productId };
  const isOld = score?.adjustedFrom && score.adjustedFrom.vector !== own.vector;
  return (
    <section class="score">
      <p class="score-line">
        <strong>{product.name}</strong>
        {score ? (
          <CaseSeverity
            policy={at.policy}
            band={score.band}
            score={score.overall}
            version={score.cvssVersion}
          />
        ) : (
          <span>Not adjusted: our score holds as it is.</span>
        )}
        {isOld && <Tag tone="warning">Our score changed since</Tag>}
      </p>
      {score && <Made at={at} score={score} />}
      {may(at, "adjust-score") && !at.head.closedAt && (
        <Disclosure
          summary={score ? "Adjust again" : "Adjust"}
          open={sentFor(at, "adjust-score", ids) !== undefined}
        >
          <p class="form-lead">
            The product’s security profile is put on first; it is kept with the product in the
            catalogue.
          </p>
          <DeedForm
            at={at}
            deed="adjust-score"
            ids={ids}
            values={{ changes: score?.adjustedFrom?.changes ?? "" }}
            look="secondary"
          />
        </Disclosure>
      )}
    </section>
  );
}

function Made({ at, score }: { at: AtCase; score: ScoreView }) {
  return (
    <>
      <p>
        <code>{score.vector}</code>
      </p>
      <p class="plain-text" dir="auto">
        {score.reason}
      </p>
      <p class="meta">
        <span>{personName(at, score.scoredBy)}</span>
        <When at={score.scoredAt} zone={zoneOf(at)} />
      </p>
      <Disclosure summary="Step by step">
        <Table
          caption="What each step changed"
          captionHidden
          dense
          rows={stepsOf(score)}
          rowKey={({ metric }) => metric}
          columns={[
            { header: "Metric", heads: true, cell: ({ name, metric }) => `${name} (${metric})` },
            { header: "From", cell: ({ from }) => from ?? "as the base says" },
            { header: "To", cell: ({ to }) => to },
            { header: "Because of", cell: ({ why }) => whyWords[why] },
            {
              header: "Score",
              align: "end",
              cell: ({ overall }) => overall?.toFixed(1) ?? "not in this version",
            },
          ]}
        />
      </Disclosure>
    </>
  );
}

const whyWords: Readonly<Record<AdjustStep["why"], string>> = {
  profile: "the product’s profile",
  vulnerability: "this vulnerability",
};

/** Made anew from what was kept: the rule that adjusted it shows its own steps. */
function stepsOf({ adjustedFrom }: ScoreView): readonly AdjustStep[] {
  if (!adjustedFrom) return [];
  const base = readCvss(adjustedFrom.vector);
  if (!("metrics" in base)) return [];
  return adjust(base, valuesOf(adjustedFrom.profile), valuesOf(adjustedFrom.changes)).steps;
}

function valuesOf(text: string): MetricValues {
  const read = readProfile(text);
  return "metrics" in read ? read.metrics : {};
}
