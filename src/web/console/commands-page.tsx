/** The list of commands as a page of its own: for whoever has no script, or wants to see all of them. */
import type { FastifyInstance } from "fastify";
import { recordReadingOfCase } from "../../actions/cases/read-case.ts";
import { Panel } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { type Command, CommandLink } from "../../ui/palette.tsx";
import { staffOf } from "../server/actor-of.ts";
import { render } from "../server/answers.ts";
import { consoleFrame } from "../server/frames.ts";
import type { WebContext } from "../server/web-context.ts";
import { casePath } from "./at-case.ts";
import { loadCaseFrame } from "./case-frame.ts";
import { commandsOfCase, groupsOfDeeds } from "./commands.ts";
import { commandsOfPlaces } from "./commands-of-places.ts";
import { type ConsoleRequest, consolePage } from "./console-frame.tsx";
import { commandsOfFilters } from "./saved-filters.tsx";

export const commandsPath = "/console/commands";

export function commandsRoutes(app: FastifyInstance, web: WebContext): void {
  app.get(commandsPath, async (request, reply) => {
    const staff = await staffOf(request);
    const at = { request, reply, web, staff };
    const { case: reference } = request.query as { case?: string };
    const deeds = reference ? await deedsOf(at, reference) : [];
    const { nav } = consoleFrame(request, reply, web, staff, commandsPath);
    return render(
      reply,
      consolePage(at, {
        title: "Commands",
        current: commandsPath,
        breadcrumb: reference
          ? [{ label: reference, href: casePath(reference) }, { label: "Commands" }]
          : undefined,
        commands: deeds,
        children: (
          <Commands
            reference={reference}
            deeds={deeds}
            filters={commandsOfFilters(request)}
            places={commandsOfPlaces(nav)}
          />
        ),
      }),
    );
  });
}

/** Which deeds are open says how a case stands: asking is a reading like any other. */
async function deedsOf(at: ConsoleRequest, reference: string): Promise<Command[]> {
  const { context } = at.web;
  const frame = await context.transaction(at.staff, (tx) =>
    loadCaseFrame(context, tx, at.staff, reference),
  );
  await recordReadingOfCase(context, at.staff, { caseId: frame.head.caseId, what: "commands" });
  return commandsOfCase(frame);
}

type Shown = {
  reference: string | undefined;
  deeds: readonly Command[];
  filters: readonly Command[];
  places: readonly Command[];
};

function Commands({ reference, deeds, filters, places }: Shown) {
  return (
    <>
      <PageHeader
        title="Commands"
        lede={
          reference
            ? `What your role may do on ${reference}, each with its keys; then every place.`
            : "Every place with its keys. A case’s own page lists the deeds that are possible on it."
        }
      />
      {reference && deeds.length === 0 && <Notice tone="info" title="Your role only reads it." />}
      {groupsOfDeeds(deeds).map(({ title, of }) => (
        <Group key={title} title={title} of={of} />
      ))}
      {filters.length > 0 && <Group title="Saved filters" of={filters} />}
      <Group title="Places" of={places} />
    </>
  );
}

function Group(props: { title: string; of: readonly Command[] }) {
  return (
    <Panel title={props.title}>
      <ul class="palette-list palette-page">
        {props.of.map((command) => (
          <li key={`${command.label} ${command.href}`}>
            <CommandLink command={command} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
