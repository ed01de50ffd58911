/** Where support for a product is found, by the policy: for the desk, and for who is sent there. */
import { channelsOfProduct } from "../../core/catalogue/channels-of-product.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import { inLanguage, type Text } from "../../core/policy/text.ts";
import type { ProductView } from "../../store/products/reader.ts";
import { Panel } from "../../ui/layout.tsx";
import { Table } from "../../ui/table.tsx";
import type { ConsoleRequest } from "./console-frame.tsx";

/** Nothing where the policy names no channel for it. */
export function ChannelsPanel({ at, product }: { at: ConsoleRequest; product: ProductView }) {
  const { context } = at.web;
  const policy = inForceAt(context.policies, context.now());
  const [language = "en"] = policy.languages;
  const say = (text: Text) => inLanguage(text, language);
  const channels = channelsOfProduct(product, policy.liveIncident.channels, language);
  if (channels.length === 0) return null;
  return (
    <Panel title="Support channels">
      <Table
        caption="By the policy in force; its file says which product each is for"
        dense
        rows={channels}
        rowKey={({ region, name }) => `${say(region)} ${say(name)}`}
        columns={[
          { header: "Channel", heads: true, cell: ({ name }) => say(name) },
          { header: "Region", cell: ({ region }) => say(region) },
          {
            header: "For",
            cell: (row) => (row.product === undefined ? "Every product" : say(row.product)),
          },
          { header: "Contact", cell: ({ contact }) => contact },
        ]}
      />
    </Panel>
  );
}
