/** The page on which people confirm that it is them, and the way back to where they were. */
import type { FastifyInstance } from "fastify";
import { passkeyToConfirm } from "../../actions/people/confirm-person.ts";
import { Refusal } from "../../core/refusal.ts";
import { publicFooter, publicNav } from "../../formats/html/public-site.ts";
import { PageHeader } from "../../ui/page-header.tsx";
import { PortalPage } from "../../ui/portal-page.tsx";
import { staffOf } from "../server/actor-of.ts";
import { localPath, render, seeOther } from "../server/answers.ts";
import { askToConfirm, confirmPath } from "../server/confirm-page.tsx";
import { siteOf } from "../server/frames.ts";
import { formOf } from "../server/sent-form.ts";
import type { WebContext } from "../server/web-context.ts";
import { start } from "./show-sign-in.tsx";

export function confirmRoutes(app: FastifyInstance, web: WebContext): void {
  app.get(confirmPath, async (request, reply) => {
    const next = localPath((request.query as { next?: string }).next, start);
    const { steppedUp } = await staffOf(request);
    if (steppedUp) return seeOther(reply, next);
    const form = { action: confirmPath, values: { next } };
    return (await askToConfirm(request, reply, web, form, 200)) ?? seeOther(reply, "/sign-in");
  });

  // The proof itself was taken before this handler, as with every form.
  app.post(confirmPath, async (request, reply) => {
    const { steppedUp } = await staffOf(request);
    if (!steppedUp) throw new Refusal("access.step-up");
    return seeOther(reply, localPath(formOf(request).text("next"), start));
  });

  app.post(`${confirmPath}/passkey`, async (request, reply) =>
    reply.send(await passkeyToConfirm(web.context, await staffOf(request))),
  );

  app.get("/sign-in/confirmed", (_, reply) =>
    render(
      reply,
      <PortalPage
        site={siteOf(web)}
        title="Confirmed"
        nav={publicNav()}
        footer={publicFooter}
        mark="Staff only"
      >
        <PageHeader
          title="Confirmed"
          lede="Close this tab, and go on in the one that you came from."
        />
      </PortalPage>,
    ),
  );
}
