/** The shell of the analysts' console: dense, keyboard first, whole without any script. */
import type { ComponentChildren } from "preact";
import { Breadcrumb, type Crumb } from "./breadcrumb.tsx";
import { Button } from "./button.tsx";
import { DocumentShell, type DocumentShellProps } from "./document-shell.tsx";
import { Form } from "./form.tsx";
import { Icon } from "./icon.tsx";
import { Logo } from "./logo.tsx";
import { Navigation } from "./navigation.tsx";
import { type Command, Palette } from "./palette.tsx";
import { SearchBox, type SearchBoxProps } from "./search-box.tsx";
import type { NavLink } from "./site.ts";

export type NavGroup = { title: string; links: readonly NavLink[] };

export type ConsolePageProps = Pick<DocumentShellProps, "site" | "title"> & {
  nav: readonly NavGroup[];
  breadcrumb?: readonly Crumb[] | undefined;
  /** Who is signed in, by role, with the sign-out form. */
  user?:
    | {
        role: string;
        links?: readonly NavLink[] | undefined;
        signOut: { action: string; csrf: string };
      }
    | undefined;
  search?: SearchBoxProps | undefined;
  /** Keys that work on this page, shown at its foot: [key, what it does]. */
  keys?: ReadonlyArray<readonly [key: string, does: string]> | undefined;
  /** What the list of commands offers, opened by Ctrl and K. */
  commands?: readonly Command[] | undefined;
  /** Where a script asks whether something is new on the page. */
  pulse?: string | undefined;
  /** What concerns the whole installation, above the page's own notice. */
  alert?: ComponentChildren;
  notice?: ComponentChildren;
  children: ComponentChildren;
};

export function ConsolePage(props: ConsolePageProps) {
  return (
    <DocumentShell site={props.site} title={props.title} look="console" confidential>
      <header class="console-bar">
        <a class="brand" href={props.site.home ?? "/console"}>
          <Logo />
          <span class="brand-team">{props.site.team}</span>
        </a>
        {props.search && <SearchBox {...props.search} />}
        {props.user && <UserMenu user={props.user} />}
      </header>
      <div class="console-frame">
        <div class="console-side">
          {props.nav.map((group) => (
            <div class="nav-group" key={group.title}>
              <p class="nav-group-title" aria-hidden="true">
                {group.title}
              </p>
              <Navigation label={group.title} links={group.links} class="side-nav" />
            </div>
          ))}
        </div>
        <main id="main" class="console-main" tabIndex={-1}>
          {props.breadcrumb && <Breadcrumb crumbs={props.breadcrumb} />}
          {props.alert}
          {props.notice}
          {props.children}
          {props.keys && props.keys.length > 0 && <KeyHints keys={props.keys} />}
        </main>
      </div>
      <p class="said" role="status" data-said />
      {props.pulse && <p class="said said-news" role="status" data-pulse={props.pulse} />}
      {props.commands && props.commands.length > 0 && <Palette commands={props.commands} />}
    </DocumentShell>
  );
}

function UserMenu(props: { user: NonNullable<ConsolePageProps["user"]> }) {
  const { role, links, signOut } = props.user;
  return (
    <details class="menu user-menu">
      <summary>
        <Icon name="user" />
        <span>{role}</span>
      </summary>
      <div class="menu-panel">
        {links && <Navigation label="Account" links={links} class="menu-nav" />}
        <Form action={signOut.action} csrf={signOut.csrf}>
          <Button look="quiet" small wide>
            Sign out
          </Button>
        </Form>
      </div>
    </details>
  );
}

function KeyHints(props: { keys: NonNullable<ConsolePageProps["keys"]> }) {
  return (
    <ul class="key-hints" aria-label="Keyboard">
      {props.keys.map(([key, does]) => (
        <li key={key}>
          <kbd>{key}</kbd> {does}
        </li>
      ))}
    </ul>
  );
}
