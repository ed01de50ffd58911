/** One's own open sessions. Says no network address: none is stored. */
import type { SessionView } from "../../store/people/session-reader.ts";
import { Tag } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Form } from "../../ui/form.tsx";
import { Panel } from "../../ui/layout.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import { When } from "../../ui/when.tsx";

export interface SessionsPanelProps {
  readonly csrf: string;
  readonly sessions: readonly SessionView[];
  /** The id of the session that looks at the page. */
  readonly here: string;
}

export function SessionsPanel(props: SessionsPanelProps) {
  return (
    <Panel title="Where you are signed in">
      <p>
        A session ends twelve hours after its last use, and after seven days in any case. Addresses
        are not kept, so none is shown.
      </p>
      <Table
        caption="Open sessions"
        captionHidden
        columns={columnsOf(props)}
        rows={props.sessions}
        rowKey={({ id }) => id}
      />
      {props.sessions.length > 1 && (
        <Form
          action="/console/account/sessions/end-others"
          csrf={props.csrf}
          label="End all other sessions"
        >
          <Button look="secondary">End all others</Button>
        </Form>
      )}
    </Panel>
  );
}

function columnsOf({ csrf, here, sessions }: SessionsPanelProps): Column<SessionView>[] {
  return [
    {
      header: "Browser",
      heads: true,
      cell: ({ id, device }) => (
        <>
          {device || "A browser"} {id === here && <Tag tone="info">This one</Tag>}
        </>
      ),
    },
    { header: "Signed in", cell: ({ createdAt }) => <When at={createdAt} /> },
    { header: "Last used", cell: ({ lastSeenAt }) => <When at={lastSeenAt} /> },
    { header: "Ends", cell: ({ expiresAt }) => <When at={expiresAt} /> },
    {
      header: "End it",
      cell: ({ id, device }) => (
        <Form
          action={`/console/account/sessions/${id}/end`}
          csrf={csrf}
          class="inline-form"
          // The same browser may be signed in twice: the place in the list tells them apart.
          label={`End session ${1 + sessions.findIndex((each) => each.id === id)}: ${device || "a browser"}`}
        >
          <Button look="secondary" small>
            End this session
          </Button>
        </Form>
      ),
    },
  ];
}
