/** The policy as people read it, made from the policy that the program runs by (DIS-11). */
import type { FastifyInstance } from "fastify";
import type { ComponentChildren } from "preact";
import type { Policy } from "../../core/policy/policy.ts";
import { catalogue, type ProductView } from "../../store/products/reader.ts";
import { LinkButton } from "../../ui/button.tsx";
import { DescriptionList } from "../../ui/description-list.tsx";
import { DocumentPage } from "../../ui/document-page.tsx";
import { Actions, Prose } from "../../ui/layout.tsx";
import { When } from "../../ui/when.tsx";
import { cacheFor, render } from "../server/answers.ts";
import type { WebContext } from "../server/web-context.ts";
import { ProcessDrawing } from "./home-page.tsx";
import { languagesInWords } from "./languages.ts";
import { LiveChannels } from "./live-channels.tsx";
import { Confidentiality, Disclosures, Scope, SeverityScale } from "./policy-parts.tsx";
import { numberInWords } from "./process-steps.ts";
import { policyNow, publicFrame, say } from "./public-frame.tsx";
import { UndertakingsText } from "./undertakings.tsx";

export function policyRoutes(app: FastifyInstance, web: WebContext): void {
  app.get("/policy", async (_, reply) => {
    const products = await web.context.transaction({ kind: "anyone" }, catalogue);
    cacheFor(reply, 60);
    return render(reply, <PolicyPage web={web} products={products} />);
  });
}

function PolicyPage({ web, products }: { web: WebContext; products: readonly ProductView[] }) {
  const policy = policyNow(web);
  const { organisation, channels } = policy;
  return (
    <DocumentPage
      {...publicFrame(web, "/policy")}
      title="Disclosure policy"
      kind={organisation.teamName}
      heading="How we handle reports of vulnerabilities"
      facts={<Facts policy={policy} />}
      files={
        <Actions>
          <LinkButton look="primary" href="/report">
            Report a vulnerability
          </LinkButton>
        </Actions>
      }
    >
      <Prose>
        <p>{say(organisation.mission)}</p>
        <Listed items={organisation.programme.map(say)} />
        <p>
          We practise coordinated vulnerability disclosure: whoever finds a weakness tells us first,
          we mend it, and the public learns of it when people can protect themselves.
        </p>
      </Prose>
      <Chapter id="report" title="Report to us">
        <p>
          Anybody may report: by the <a href="/report">form</a>, or by mail to{" "}
          <a href={`mailto:${channels.reportAddress}`}>{channels.reportAddress}</a>, encrypted with{" "}
          <a href="/key">our key</a> if you wish. {languagesInWords(channels)}
        </p>
        <p>{say(policy.relevancy.definition)}</p>
        {say(policy.rewards) && <p>{say(policy.rewards)}</p>}
      </Chapter>
      {products.length > 0 && (
        <Chapter id="scope" title="What we answer for">
          <Scope products={products} />
        </Chapter>
      )}
      <Chapter id="live" title="Incidents that are happening now">
        <LiveChannels policy={policy} />
      </Chapter>
      <Chapter id="process" title="The process">
        <ProcessDrawing policy={policy} upright />
      </Chapter>
      <Chapter id="expect" title="What you can expect of us">
        <Expectations policy={policy} />
      </Chapter>
      <Undertaken policy={policy} />
      <Chapter id="confidentiality" title="Confidentiality">
        <Confidentiality policy={policy} />
      </Chapter>
      <Chapter id="severity" title="Severity">
        <SeverityScale policy={policy} />
      </Chapter>
      <Chapter id="publications" title="What we publish">
        <Disclosures policy={policy} />
      </Chapter>
      <Standards policy={policy} />
    </DocumentPage>
  );
}

function Chapter(props: { id: string; title: string; children: ComponentChildren }) {
  return (
    <section id={props.id} class="chapter">
      <h2>{props.title}</h2>
      {props.children}
    </section>
  );
}

function Listed(props: { items: readonly string[] }) {
  if (props.items.length === 0) return null;
  return (
    <ul>
      {props.items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  );
}

function Facts({ policy }: { policy: Policy }) {
  return (
    <DescriptionList
      facts={[
        { term: "Version", value: `${policy.version}` },
        {
          term: "In force since",
          value: (
            <When at={policy.inForceFrom} precision="day" zone={policy.channels.officeHours.zone} />
          ),
        },
        { term: "Contact", value: policy.channels.reportAddress },
      ]}
    />
  );
}

/** The policy's own words on each promise; its number only where it may be named. */
function Expectations({ policy }: { policy: Policy }) {
  const said = Object.entries(policy.promises).flatMap(([id, terms]) =>
    terms?.says ? [{ id: id as keyof Policy["promises"], says: terms.says }] : [],
  );
  return (
    <Prose>
      <ul>
        {said.map(({ id, says }) => (
          <li key={id}>
            {say(says)} {numberInWords(policy, id)}
          </li>
        ))}
        {policy.explanations.toReporter === "detailed" && (
          <li>If we disagree with a report, we explain in detail why.</li>
        )}
      </ul>
      {!policy.responses.guaranteed && <p>A response to every report is not guaranteed.</p>}
      <Listed items={policy.responses.noReplyClasses.map(({ says }) => say(says))} />
    </Prose>
  );
}

function Undertaken({ policy }: { policy: Policy }) {
  const { must, mustNot } = policy.reporterUndertakings;
  if (must.length + mustNot.length === 0) return null;
  return (
    <Chapter id="undertakings" title="What we ask of you">
      <UndertakingsText policy={policy} />
    </Chapter>
  );
}

function Standards({ policy }: { policy: Policy }) {
  const { standards } = policy.organisation;
  if (standards.length === 0) return null;
  return (
    <Chapter id="standards" title="Standards that we follow">
      <Prose>
        <ul>
          {standards.map(({ name, url }) => (
            <li key={name}>{url ? <a href={url}>{name}</a> : name}</li>
          ))}
        </ul>
      </Prose>
    </Chapter>
  );
}
