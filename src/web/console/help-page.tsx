/** The keys of the console, and how its pages are meant. Works without script like every page. */
import type { FastifyInstance } from "fastify";
import { Button } from "../../ui/button.tsx";
import { Panel, Prose } from "../../ui/layout.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Table } from "../../ui/table.tsx";
import { staffOf } from "../server/actor-of.ts";
import { render } from "../server/answers.ts";
import type { WebContext } from "../server/web-context.ts";
import { consolePage } from "./console-frame.tsx";

const keys = [
  ["j, k", "The next and the previous case of a list"],
  ["Enter", "Open the case that is marked"],
  ["., Ctrl K", "All commands: the deeds of this case, places, saved filters; type to narrow them"],
  ["1 – 9", "The pages of a case, in the order of their tabs"],
  [
    "c o, d r …",
    "On a case: into the form of a deed. Its keys stand at its button and in the list of commands; nothing is sent by them",
  ],
  ["Ctrl Enter", "In a form: send it"],
  ["x, X", "In the intake tray: tick the message in focus, or all"],
  ["r, q, l", "In the intake tray: it is a report, a question, a live incident"],
  ["n, a, w", "In the intake tray: not for us: spam, advertising, wrong place"],
  ["s", "In the intake tray: send the acknowledgement that was held back"],
  ["u", "In the intake tray and the follow-ups: take back what was just done"],
  ["/", "Search"],
  ["g q", "The queue"],
  ["g i", "The intake tray"],
  ["g t", "What is due today"],
  ["g p", "All publications"],
  ["g d", "Products"],
  ["Esc", "Leave a field, so that keys work again"],
  ["t", "On a conversation: insert a template"],
  ["! y, ! n", "On what is known: what the report says is a fact; an advisory is owed, or not"],
  ["! 1, ! 2 …", "On a case that nobody scored yet: suspect this severity"],
  ["?", "This page"],
] as const;

export function helpRoutes(app: FastifyInstance, web: WebContext): void {
  app.get("/console/help", async (request, reply) => {
    const staff = await staffOf(request);
    const at = { request, reply, web, staff };
    return render(
      reply,
      consolePage(at, { title: "Help", current: "/console/help", children: <Help /> }),
    );
  });
}

function Help() {
  return (
    <>
      <PageHeader title="Help" lede="How the console is meant, and its keys." />
      <Panel title="How it is meant">
        <Prose>
          <p>
            The queue puts first what was promised first. Every case names the one next deed on its
            overview, with its form right there, and beside every page stands what is owed, to whom
            and by when. The promises come from the policy that was in force when the report came.
          </p>
          <p>
            What you write to the reporter goes to their thread. An internal note never leaves the
            team. Every reading of a case is recorded, yours too. A case’s page People shows who can
            read it and why; nobody else sees that it exists.
          </p>
        </Prose>
      </Panel>
      <Panel title="Keys">
        <Table
          caption="Keys"
          captionHidden
          dense
          rows={keys}
          rowKey={([key]) => key}
          columns={[
            { header: "Key", heads: true, nowrap: true, cell: ([key]) => <kbd>{key}</kbd> },
            { header: "What it does", cell: ([, does]) => does },
          ]}
        />
        <div class="keys-switch" hidden data-keys-switch>
          <Button type="button" look="secondary" small>
            Turn these keys off on this device
          </Button>
        </div>
      </Panel>
    </>
  );
}
