/** Between "received" and "registered": the report is on disk, its case is being made. */
import { LinkButton } from "../../ui/button.tsx";
import { Actions, Panel } from "../../ui/layout.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { PortalPage, type PortalPageProps } from "../../ui/portal-page.tsx";
import { When } from "../../ui/when.tsx";

export type PendingProps = {
  frame: Pick<PortalPageProps, "site" | "nav" | "footer" | "reader" | "leave">;
  receivedAt: Date;
  zone: string;
};

export function PendingPage(props: PendingProps) {
  return (
    <PortalPage {...props.frame} title="Your report">
      <PageHeader
        title="Your report is safe with us and is being registered."
        lede="This usually takes a few seconds. Then you find its steps and our conversation here."
        meta={
          <span>
            Received on <When at={props.receivedAt} zone={props.zone} />
          </span>
        }
      />
      <Panel look="quiet">
        <Actions>
          <LinkButton look="primary" href="/portal/case">
            Look again
          </LinkButton>
        </Actions>
      </Panel>
    </PortalPage>
  );
}
