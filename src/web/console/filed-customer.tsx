/** What the contract of the customer gives whose report is filed: for the support desk alone (ALE-21). */
import { dayOf } from "../../core/catalogue/support.ts";
import { holdsOn } from "../../core/customers/entitlement.ts";
import { type CustomerView, customersFoundMax } from "../../store/customers/reader.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Table } from "../../ui/table.tsx";
import type { ConsoleRequest } from "./console-frame.tsx";
import { filedPath } from "./filed-words.ts";

export function CustomersFound(props: {
  at: ConsoleRequest;
  customers: readonly CustomerView[] | undefined;
}) {
  const { at, customers } = props;
  if (!customers) return null;
  return (
    <>
      <FoundTable at={at} customers={customers} />
      <AtMostFound customers={customers} />
    </>
  );
}

/** Said where as many were found as are shown at once: there may be more. */
export function AtMostFound(props: { customers: readonly CustomerView[] }) {
  if (props.customers.length < customersFoundMax) return null;
  return (
    <p>
      {customersFoundMax} customers are shown, which is the most at once. Others are found by
      further words of their name.
    </p>
  );
}

function FoundTable(props: { at: ConsoleRequest; customers: readonly CustomerView[] }) {
  const { at, customers } = props;
  return (
    <Table
      caption="Customers of that name"
      captionHidden
      dense
      rows={customers}
      rowKey={({ customerId }) => customerId}
      empty={
        <EmptyState title="No customer has these words in its name">
          File without, or add the customer on the page Customers.
        </EmptyState>
      }
      columns={[
        { header: "Customer", heads: true, cell: ({ name }) => name },
        { header: "Contract", cell: (customer) => contractInWords(at, customer) },
        {
          header: "File",
          cell: ({ customerId, name }) => (
            <a href={`${filedPath}?${new URLSearchParams({ customerId })}#file`}>File for {name}</a>
          ),
        },
      ]}
    />
  );
}

export function ChosenCustomer(props: { at: ConsoleRequest; customer: CustomerView | undefined }) {
  const { at, customer } = props;
  if (!customer) return null;
  return (
    <Notice tone="info" title={customer.name}>
      {contractInWords(at, customer)} The team does not see the contract.
    </Notice>
  );
}

/** What holds today, by the day in UTC. What is over comes last, so nothing that holds is beyond it. */
export function contractInWords(
  at: ConsoleRequest,
  { entitlements, hasMore }: CustomerView,
): string {
  const today = dayOf(at.web.context.now());
  const holding = entitlements.filter((each) => holdsOn(each, today));
  if (holding.length === 0) return "No contract that holds today is known.";
  const said = holding
    .map(({ level, productName, validUntil }) => {
      const until = validUntil ? ` until ${validUntil}` : "";
      return `${level} for ${productName ?? "everything"}${until}.`;
    })
    .join(" ");
  const mayHoldMore = hasMore && holding.length === entitlements.length;
  return mayHoldMore ? `${said} More is said once the customer is chosen.` : said;
}
