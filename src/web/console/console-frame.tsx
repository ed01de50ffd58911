/** The shell of every console page: navigation, search and keys, and what an account that reads no case is told. */
import type { FastifyReply, FastifyRequest } from "fastify";
import type { ComponentChildren, VNode } from "preact";
import type { Crumb } from "../../ui/breadcrumb.tsx";
import { ConsolePage, type ConsolePageProps } from "../../ui/console-page.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import type { Command } from "../../ui/palette.tsx";
import type { Staff } from "../server/actor-of.ts";
import { readsCases } from "../server/frame-counts.ts";
import { consoleFrame, siteOf } from "../server/frames.ts";
import type { WebContext } from "../server/web-context.ts";
import { commandsOfPlaces } from "./commands-of-places.ts";
import { commandsOfFilters } from "./saved-filters.tsx";

export interface ConsoleRequest {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly web: WebContext;
  readonly staff: Staff;
}

export interface ConsoleContent {
  readonly title: string;
  /** The entry of the navigation that the page belongs to. */
  readonly current: string;
  readonly breadcrumb?: readonly Crumb[] | undefined;
  readonly notice?: ComponentChildren;
  readonly keys?: ConsolePageProps["keys"];
  /** What can be done here, before the places. */
  readonly commands?: readonly Command[];
  /** Where a script asks whether something is new (pulse-route.ts). */
  readonly pulse?: string | undefined;
  /** What stands in the search field. */
  readonly query?: string | undefined;
  /** Scripts besides the keys: "console-cvss.js". */
  readonly scripts?: readonly string[];
  readonly children: ComponentChildren;
}

const keysEverywhere = [
  ["g q", "queue"],
  ["g i", "tray"],
  ["g t", "due today"],
  ["g p", "publications"],
  ["/", "search"],
  [".", "all commands"],
  ["?", "help"],
] as const;

export function consolePage(at: ConsoleRequest, content: ConsoleContent): VNode {
  const frame = consoleFrame(at.request, at.reply, at.web, at.staff, content.current);
  const scripts = ["console-keys.js", ...(content.scripts ?? [])];
  return (
    <ConsolePage
      {...frame}
      site={{ ...siteOf(at.web, scripts), home: "/console" }}
      title={content.title}
      breadcrumb={content.breadcrumb}
      notice={content.notice}
      pulse={content.pulse}
      commands={[
        ...(content.commands ?? []),
        ...commandsOfFilters(at.request),
        ...commandsOfPlaces(frame.nav),
      ]}
      keys={[...(content.keys ?? []), ...keysEverywhere]}
      search={
        readsCases(at.staff)
          ? {
              action: "/console/search",
              label: "Search cases",
              placeholder: "Words or a reference",
              value: content.query,
              shortcut: "/",
            }
          : undefined
      }
    >
      {content.children}
    </ConsolePage>
  );
}

/** What stands in place of lists for those who could not read any row of them. */
export function NoCases(props: { staff: Staff }) {
  const administers = props.staff.roles.includes("administrator");
  return (
    <EmptyState
      icon="lock"
      isPage
      title={
        administers
          ? "Your account administers Parley and reads no case"
          : "Your role reads no case"
      }
    >
      {administers
        ? "Whoever gives out access must not be the one who reads. To work on cases, ask for a second account with another role."
        : "Ask an administrator for a role that handles cases, or file a report for a customer."}
    </EmptyState>
  );
}
