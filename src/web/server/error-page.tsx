/** The page for whatever could not be done: one clear sentence and a way on. Never a stack trace. */

import { publicFooter, publicNav } from "../../formats/html/public-site.ts";
import { LinkButton } from "../../ui/button.tsx";
import { Actions } from "../../ui/layout.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { PublicPage } from "../../ui/public-page.tsx";
import { siteOf } from "./frames.ts";
import type { WebContext } from "./web-context.ts";

export function ErrorPage(props: {
  web: WebContext;
  title: string;
  sentence: string;
  requestId: string;
}) {
  return (
    <PublicPage
      site={siteOf(props.web)}
      title={props.title}
      nav={publicNav()}
      footer={publicFooter}
    >
      <PageHeader title={props.title} lede={props.sentence} />
      <p>
        If you write to us about this, name the request <code>{props.requestId}</code>.
      </p>
      <Actions>
        <LinkButton href="/">To the start page</LinkButton>
      </Actions>
    </PublicPage>
  );
}
