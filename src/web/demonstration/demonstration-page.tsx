/** The demonstration's own page: everything there is to look at, the seats to look from, the mailbox. */

import { seatList } from "../../actions/demonstration/seat-list.ts";
import { roleWords } from "../../core/people/role-words.ts";
import { Button } from "../../ui/button.tsx";
import { Form } from "../../ui/form.tsx";
import { Door, Panel, Prose, Stack, Tiles } from "../../ui/layout.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { PublicPage, type PublicPageProps } from "../../ui/public-page.tsx";
import { type Column, Table } from "../../ui/table.tsx";

type SeatRow = (typeof seatList)[number];

const doors = [
  { href: "/", title: "Public site", text: "What a visitor sees." },
  { href: "/report", title: "Report", text: "The form, which works without scripts." },
  { href: "/portal", title: "Portal", text: "Where a reporter follows a report." },
  { href: "/publications", title: "Publications", text: "Advisories and notices." },
  { href: "/policy", title: "Policy", text: "What is promised, with its clocks." },
  { href: "/key", title: "Key", text: "The OpenPGP key for reports by mail." },
  {
    href: "/.well-known/csaf/provider-metadata.json",
    title: "CSAF provider",
    text: "What scanners read.",
  },
  { href: "/api/v1/openapi.json", title: "API", text: "Every deed as an operation." },
] as const;

export function DemonstrationPage(props: {
  frame: Pick<PublicPageProps, "site" | "nav" | "footer" | "notice">;
  csrf: string;
}) {
  return (
    <PublicPage {...props.frame} title="Demonstration">
      <PageHeader
        title="Demonstration"
        lede="A team at work: ten reports at different stages, one advisory, five notices. Everything can be clicked, and everything you do is really done."
      />
      <Stack gap="large">
        <Panel title="Take a seat at the team’s table">
          <Table
            caption="Seats"
            captionHidden
            columns={seatColumns(props.csrf)}
            rows={seatList}
            rowKey={({ seat }) => seat}
          />
          <Prose>
            <p>
              The administrator has no seat here: that account is set up by the link that the start
              prints, and sees no case.
            </p>
          </Prose>
        </Panel>
        <Panel title="The mailbox">
          <Tiles>
            <Door href="/demonstration/mail" title="Every mail that would have left">
              Acknowledgements, answers and questions as the reporters would get them.
            </Door>
          </Tiles>
        </Panel>
        <Panel title="What everybody sees">
          <Tiles>
            {doors.map(({ href, title, text }) => (
              <Door key={href} href={href} title={title}>
                {text}
              </Door>
            ))}
          </Tiles>
        </Panel>
        <Panel title="Play it through" look="quiet">
          <Prose>
            <p>
              <code>bin/parley demo --pace 5</code> reports a vulnerability by encrypted mail and
              follows it to its advisory, with a link to look at for every step.
            </p>
          </Prose>
        </Panel>
      </Stack>
    </PublicPage>
  );
}

function seatColumns(csrf: string): Column<SeatRow>[] {
  return [
    { header: "Seat", heads: true, cell: ({ name }) => name },
    {
      header: "What for",
      cell: ({ roles }) => roles.map((role) => roleWords[role].does).join(" "),
    },
    {
      header: "Take it",
      cell: ({ seat, name }) => (
        <Form action={`/demonstration/seats/${seat}`} csrf={csrf} label={name}>
          <Button small look="secondary">
            {`Sit down as ${name.toLowerCase()}`}
          </Button>
        </Form>
      ),
    },
  ];
}
