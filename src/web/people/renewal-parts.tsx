/** New set-up links as people see them: those that stand open, with what can be done, and those of the last weeks. */
import type { Renewal } from "../../store/people/factors-reader.ts";
import { Button } from "../../ui/button.tsx";
import { Form } from "../../ui/form.tsx";
import { Actions, Panel } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import { When } from "../../ui/when.tsx";

export interface RenewalView extends Renewal {
  /** Name of the person it is for. */
  readonly person: string;
  /** Name of the administrator who asked for it. */
  readonly asker: string;
}

/** Who reads it: whose account it is, or which administrator. */
export interface RenewalReader {
  readonly id: string;
  readonly administrates: boolean;
  readonly csrf: string;
}

/** The banner of one link that stands open. */
export function OpenRenewal({ renewal, reader }: { renewal: RenewalView; reader: RenewalReader }) {
  const own = renewal.personId === reader.id;
  const waits = renewal.needsSecond && !renewal.confirmedAt;
  const mayConfirm = waits && reader.administrates && !own && renewal.askedBy !== reader.id;
  return (
    <Notice
      tone="danger"
      title={
        own
          ? "A new set-up link was made for your account"
          : `A new set-up link was made for ${renewal.person}`
      }
    >
      <p>
        {`${renewal.askedBy === reader.id ? "You" : renewal.asker} asked for it on `}
        <When at={renewal.askedAt} />. Whoever opens it replaces everything that signs in to the
        account. <State renewal={renewal} waits={waits} />
        {own && " If you did not ask for it, refuse it: what signs you in stays as it is."}
      </p>
      <Actions>
        {mayConfirm && (
          <Form
            action={`/console/links/${renewal.linkId}/confirm`}
            csrf={reader.csrf}
            class="inline-form"
            label="Confirm the link"
          >
            <Button small>I have asked them; confirm it</Button>
          </Form>
        )}
        <Form
          action={`/console/links/${renewal.linkId}/refuse`}
          csrf={reader.csrf}
          class="inline-form"
          label="Refuse the link"
        >
          <Button look="danger" small>
            Refuse it
          </Button>
        </Form>
      </Actions>
    </Notice>
  );
}

function State({ renewal, waits }: { renewal: RenewalView; waits: boolean }) {
  if (waits) return <>It waits for a second administrator.</>;
  if (renewal.confirmedAt) {
    return (
      <>
        A second administrator confirmed it on <When at={renewal.confirmedAt} />.
      </>
    );
  }
  return (
    <>
      There is no second administrator, so it works from <When at={renewal.usableFrom} /> on.
    </>
  );
}

/** Of the last weeks, on the person's own page; nothing where there were none. */
export function PastRenewals({ renewals }: { renewals: readonly RenewalView[] }) {
  if (renewals.length === 0) return null;
  return (
    <Panel title="New set-up links for your account">
      <Table
        caption="New set-up links"
        captionHidden
        columns={columns}
        rows={renewals}
        rowKey={({ linkId }) => linkId}
      />
    </Panel>
  );
}

const columns: readonly Column<RenewalView>[] = [
  { header: "Asked for", heads: true, cell: ({ askedAt }) => <When at={askedAt} /> },
  { header: "By", cell: ({ asker }) => asker },
  {
    header: "What became of it",
    cell: ({ usedAt, expiresAt }) =>
      usedAt ? (
        <>
          Used on <When at={usedAt} />
        </>
      ) : (
        <>
          Not used; ends on <When at={expiresAt} />
        </>
      ),
  },
];
