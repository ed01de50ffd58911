/** Where somebody goes whose network is under attack right now (ALE-26, ALE-27). */
import type { Policy } from "../../core/policy/policy.ts";
import { Table } from "../../ui/table.tsx";
import { houseWords } from "./house-words.ts";
import { say } from "./public-frame.tsx";

export function LiveChannels(props: { policy: Policy }) {
  const { text, channels } = props.policy.liveIncident;
  const words = houseWords(props.policy);
  return (
    <>
      <p>{say(text)}</p>
      <Table
        caption={words.channels}
        captionHidden
        dense
        rows={channels}
        rowKey={(row) => `${say(row.region)} ${say(row.name)}`}
        columns={[
          { header: words.channel, heads: true, cell: (row) => say(row.name) },
          { header: "Region", cell: (row) => say(row.region) },
          { header: "For", cell: (row) => say(row.product ?? "All products") },
          { header: "Contact", cell: (row) => <Contact value={row.contact} /> },
        ]}
      />
    </>
  );
}

/** A telephone number, or a link to an address or page. */
export function Contact(props: { value: string }) {
  const { value } = props;
  if (/^https?:\/\//.test(value))
    return (
      <a class="live-contact" href={value}>
        {value}
      </a>
    );
  if (value.includes("@"))
    return (
      <a class="live-contact" href={`mailto:${value}`}>
        {value}
      </a>
    );
  return <span>{value}</span>;
}
