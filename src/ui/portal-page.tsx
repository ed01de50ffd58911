/** The shell of a private portal (reporter, vendor, customer): plainly private, never indexed. */
import type { ComponentChildren } from "preact";
import { Button } from "./button.tsx";
import { DocumentShell, type DocumentShellProps } from "./document-shell.tsx";
import { Form } from "./form.tsx";
import { Icon } from "./icon.tsx";
import { SiteFooter, SiteHeader } from "./public-page.tsx";
import type { NavLink } from "./site.ts";

export type PortalPageProps = Pick<DocumentShellProps, "site" | "title"> & {
  nav: readonly NavLink[];
  footer: readonly NavLink[];
  /** Who is reading, as a role: "Reporter of ALE-2026-0042". */
  reader?: string | undefined;
  /** The words of the private mark. */
  mark?: string | undefined;
  /** The form that ends the visit. */
  leave?: { action: string; csrf: string; label?: string | undefined } | undefined;
  notice?: ComponentChildren;
  children: ComponentChildren;
};

export function PortalPage(props: PortalPageProps) {
  return (
    <DocumentShell site={props.site} title={props.title} look="portal" confidential>
      <SiteHeader
        site={props.site}
        nav={props.nav}
        mark={
          <>
            <Icon name="lock" /> {props.mark ?? "Private"}
          </>
        }
        bar={(props.reader || props.leave) && <PortalBar {...props} />}
      />
      <main id="main" class="page" tabIndex={-1}>
        {props.notice}
        {props.children}
      </main>
      <SiteFooter site={props.site} links={props.footer} />
    </DocumentShell>
  );
}

function PortalBar(props: Pick<PortalPageProps, "reader" | "leave">) {
  return (
    <div class="portal-bar">
      <div class="portal-bar-inner">
        {props.reader && <span>{props.reader}</span>}
        {props.leave && (
          <Form action={props.leave.action} csrf={props.leave.csrf} class="inline-form">
            <Button look="quiet" small>
              {props.leave.label ?? "Leave"}
            </Button>
          </Form>
        )}
      </div>
    </div>
  );
}
