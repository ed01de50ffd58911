/** Help never takes details of a vulnerability: it leads to the form, or to support (ALE-01, ALE-26). */
import type { FastifyInstance } from "fastify";
import { LinkButton } from "../../ui/button.tsx";
import { Actions, Panel } from "../../ui/layout.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { PublicPage } from "../../ui/public-page.tsx";
import { render } from "../server/answers.ts";
import type { WebContext } from "../server/web-context.ts";
import { houseWords } from "./house-words.ts";
import { LiveChannels } from "./live-channels.tsx";
import { policyNow, publicFrame } from "./public-frame.tsx";

export function helpRoutes(app: FastifyInstance, web: WebContext): void {
  app.get("/help", async (_, reply) => render(reply, <HelpPage web={web} />));
}

function HelpPage({ web }: { web: WebContext }) {
  const policy = policyNow(web);
  return (
    <PublicPage {...publicFrame(web, "/help")} title="Help">
      <PageHeader title="Help" lede="Two situations, two ways." />
      <Panel title={houseWords(policy).now} id="live">
        <LiveChannels policy={policy} />
      </Panel>
      <Panel title="You found a weakness: the report form">
        <p>
          Please write nothing about a vulnerability into a chat, a forum or a public ticket. The
          form, or an encrypted mail, reaches the {policy.organisation.teamName} and nobody else.
        </p>
        <Actions>
          <LinkButton look="primary" href="/report">
            Report a vulnerability
          </LinkButton>
        </Actions>
      </Panel>
    </PublicPage>
  );
}
