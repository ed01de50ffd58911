/** A reporter's rights over their own data: to have it, and to have it erased. Works without a script. */
import type { ErasureRow } from "../../store/retention/erasure-reader.ts";
import { Button } from "../../ui/button.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Form } from "../../ui/form.tsx";
import { Actions, Panel } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { When } from "../../ui/when.tsx";

export type YourDataProps = {
  csrf: string;
  zone: string;
  /** The reader's own identity: what they asked for, what fell due, and what came of it. */
  erasures: readonly ErasureRow[];
  /** Why what was sent now was refused. */
  dataError: string | undefined;
};

export function YourData(props: YourDataProps) {
  const { csrf, zone, erasures, dataError } = props;
  const gone = erasures.find(({ state }) => state === "erased");
  const open = erasures.find(({ state }) => openStates.includes(state));
  return (
    <Panel title="Your data" level={3} id="your-data">
      {dataError && <Notice tone="danger" live title={dataError} />}
      {gone?.endedAt ? (
        <p>
          Erased on <When at={gone.endedAt} zone={zone} precision="day" />: your name, addresses and
          keys. What you found stays on record without you.
        </p>
      ) : (
        <p>What we hold about you, to read and for programs, and to whom we gave any of it.</p>
      )}
      <Form action="/portal/case/your-data" csrf={csrf} label="Get your data">
        <Actions>
          <Button look="secondary" small>
            Download what you hold about me
          </Button>
        </Actions>
      </Form>
      {!gone && (open ? <Asked erasure={open} zone={zone} /> : <Ask csrf={csrf} />)}
      {!gone && !open && <Refused erasures={erasures} zone={zone} />}
    </Panel>
  );
}

const openStates: readonly string[] = ["requested", "confirmed", "approved"];

function Asked({ erasure, zone }: { erasure: ErasureRow; zone: string }) {
  if (erasure.state === "approved") {
    return <p>Your name, addresses and keys are being erased.</p>;
  }
  return (
    <p>
      You asked us on <When at={erasure.proposedAt} zone={zone} precision="day" /> to erase your
      data. You have our answer by <When at={erasure.dueAt} zone={zone} precision="day" />, here and
      where you get our other answers.
    </p>
  );
}

function Ask({ csrf }: { csrf: string }) {
  return (
    <Disclosure summary="Erase my data">
      <p>
        Your name, addresses and keys are then erased here and in every other report that came from
        the same address. After that we cannot answer you, and your receipt code ends 30 days later.
        What you found stays on record without you; what was published stays published.
      </p>
      <Form action="/portal/case/erasure" csrf={csrf} label="Ask to erase your data">
        <Actions>
          <Button look="danger" small>
            Ask to erase my data
          </Button>
        </Actions>
      </Form>
    </Disclosure>
  );
}

function Refused({ erasures, zone }: { erasures: readonly ErasureRow[]; zone: string }) {
  const refused = erasures.find(({ state }) => state === "refused");
  if (!refused?.endedAt) return null;
  return (
    <p class="due-note">
      We could not do so when you asked last; on{" "}
      <When at={refused.endedAt} zone={zone} precision="day" /> we wrote to you why.
    </p>
  );
}
