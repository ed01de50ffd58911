/** The start page: who we are, and one clear thing to do. */
import type { FastifyInstance } from "fastify";
import type { Policy } from "../../core/policy/policy.ts";
import type { PublicKeyFacts } from "../../formats/mail/keys.ts";
import { type DocumentRow, publishedTable } from "../../store/publications/reader.ts";
import { LinkButton } from "../../ui/button.tsx";
import { Actions, Door, Panel, Prose, Tiles } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { PublicPage } from "../../ui/public-page.tsx";
import { Steps } from "../../ui/steps.tsx";
import { cacheFor, render } from "../server/answers.ts";
import type { WebContext } from "../server/web-context.ts";
import { aboutTeam, houseWords } from "./house-words.ts";
import { numberInWords, processSteps, whatIn } from "./process-steps.ts";
import { policyNow, publicFrame, say } from "./public-frame.tsx";
import { PublicationsTable } from "./publications-table.tsx";
import { KeyFingerprint, teamKey } from "./team-key.tsx";

export function homeRoutes(app: FastifyInstance, web: WebContext): void {
  app.get("/", async (_, reply) => {
    const latest = await web.context.transaction({ kind: "anyone" }, (tx) =>
      publishedTable(tx, null, 5),
    );
    const key = await teamKey(web);
    cacheFor(reply, 60);
    return render(reply, <HomePage web={web} latest={latest} teamKey={key} />);
  });
}

type HomeProps = {
  web: WebContext;
  latest: readonly DocumentRow[];
  teamKey: PublicKeyFacts | undefined;
};

function HomePage({ web, latest, teamKey: key }: HomeProps) {
  const policy = policyNow(web);
  const { organisation } = policy;
  const words = houseWords(policy);
  return (
    <PublicPage
      {...publicFrame(web, "/")}
      title="Product security"
      description={`Report a vulnerability to the ${organisation.teamName}, and read what it published.`}
      hero={<Hero policy={policy} />}
    >
      <Notice tone="danger" title="Is it happening right now, in a live network?">
        {words.actsAtOnce} <a href="/help">{words.goFirst}</a>, and report the weakness here
        afterwards.
      </Notice>
      <Panel title="What happens to a report" actions={<a href="/policy">The whole policy</a>}>
        <ProcessSteps policy={policy} />
      </Panel>
      <Panel title="Latest publications" actions={<a href="/publications">All publications</a>}>
        <PublicationsTable rows={latest} />
      </Panel>
      <Tiles>
        <Door href="/policy" title="Our policy">
          What to expect of us, what we ask of you, and how we decide what to publish.
        </Door>
        <Door href="/key" title="Our OpenPGP key">
          {key ? <KeyFingerprint teamKey={key} /> : "For reports that nobody else should read."}
        </Door>
        <Door href="/thanks" title="Thanks">
          {words.safer}
        </Door>
      </Tiles>
      <Panel title={aboutTeam(policy)} look="quiet">
        <Prose>
          <p>{say(organisation.mission)}</p>
          {organisation.programme.length > 0 && (
            <ul>
              {organisation.programme.map((part) => (
                <li key={say(part)}>{say(part)}</li>
              ))}
            </ul>
          )}
        </Prose>
      </Panel>
    </PublicPage>
  );
}

function Hero({ policy }: { policy: Policy }) {
  return (
    <>
      <PageHeader
        title={houseWords(policy).found}
        lede={`Tell the ${policy.organisation.teamName}. Anybody may write to us: you need no account, no contract and no encryption, and you may stay unnamed.`}
      />
      <Actions>
        <LinkButton look="primary" href="/report">
          Report a vulnerability
        </LinkButton>
        <LinkButton look="quiet" href="/portal">
          Follow a report you sent
        </LinkButton>
      </Actions>
    </>
  );
}

/** The process in short, each step with its number where that may be said (ALE-38). */
function ProcessSteps({ policy }: { policy: Policy }) {
  return (
    <Steps
      label="The process of a report"
      steps={processSteps.map((step) => {
        const { name, promise } = step;
        const what = whatIn(policy, step);
        const number = numberInWords(policy, promise);
        return { name, state: "next" as const, note: number ? `${what} ${number}` : what };
      })}
    />
  );
}
