/** One's own open sessions. Says no network address: none is stored. */
import type { StaffRole } from "../../core/people/roles.ts";
import type { SessionView } from "../../store/people/session-reader.ts";
import { Tag } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { ConsolePage } from "../../ui/console-page.tsx";
import { Form } from "../../ui/form.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import { When } from "../../ui/when.tsx";
import type { ConsoleFrame } from "../server/frames.ts";
import { rolesInWords } from "./roles-field.tsx";

export interface SessionsPageProps {
  readonly frame: ConsoleFrame;
  readonly csrf: string;
  readonly name: string;
  readonly roles: readonly StaffRole[];
  readonly sessions: readonly SessionView[];
  /** The id of the session that looks at the page. */
  readonly here: string;
}

export function SessionsPage(props: SessionsPageProps) {
  return (
    <ConsolePage {...props.frame} title="Your sessions">
      <PageHeader
        title="Your sessions"
        kicker={`${props.name} · ${rolesInWords(props.roles)}`}
        lede="Where you are signed in. A session ends twelve hours after its last use, and after seven days in any case."
      />
      <Table
        caption="Open sessions"
        captionHidden
        columns={columnsOf(props)}
        rows={props.sessions}
        rowKey={({ id }) => id}
      />
    </ConsolePage>
  );
}

function columnsOf({ csrf, here }: SessionsPageProps): Column<SessionView>[] {
  return [
    {
      header: "Signed in",
      heads: true,
      cell: (session) => (
        <>
          <When at={session.createdAt} /> {session.id === here && <Tag tone="info">This one</Tag>}
        </>
      ),
    },
    { header: "Last used", cell: ({ lastSeenAt }) => <When at={lastSeenAt} /> },
    { header: "Ends", cell: ({ expiresAt }) => <When at={expiresAt} /> },
    {
      header: "End it",
      cell: ({ id }) => (
        <Form
          action={`/console/account/sessions/${id}/end`}
          csrf={csrf}
          class="inline-form"
          label="End this session"
        >
          <Button look="secondary" small>
            End this session
          </Button>
        </Form>
      ),
    },
  ];
}
