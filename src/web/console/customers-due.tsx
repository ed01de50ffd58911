/** Customers whose term of the policy has ended: they wait for whoever erases them, or for the daily sweep. */
import { inForceAt } from "../../core/policy/in-force.ts";
import { customerDue } from "../../core/retention/due.ts";
import type { Context } from "../../store/context.ts";
import type { OverCustomer } from "../../store/customers/reader.ts";
import { Panel } from "../../ui/layout.tsx";
import { Table } from "../../ui/table.tsx";
import { When } from "../../ui/when.tsx";

interface DueCustomers {
  readonly rows: readonly (OverCustomer & { readonly dueAt: Date })[];
  readonly automatic: boolean;
  readonly zone: string;
}

/** Those of them that are due now, by the policy in force. */
export function dueAmong(context: Context, over: readonly OverCustomer[]): DueCustomers {
  const now = context.now();
  const policy = inForceAt(context.policies, now);
  const rows = over.flatMap((customer) => {
    const dueAt = customerDue(policy, customer.overSince)?.dueAt;
    return dueAt && dueAt <= now ? [{ ...customer, dueAt }] : [];
  });
  const automatic = policy.privacy.retention.automatic.includes("customers");
  return { rows, automatic, zone: policy.channels.officeHours.zone };
}

/** Nothing where none is due. */
export function CustomersDue({ due, path }: { due: DueCustomers; path: string }) {
  const { rows, automatic, zone } = due;
  if (rows.length === 0) return null;
  return (
    <Panel title="Due to be erased" id="due">
      <p>
        Their last entitlement is over for as long as the policy keeps a customer.{" "}
        {automatic
          ? "Each goes by itself within a day, unless a legal hold stands on a case filed for it."
          : "Each goes when somebody erases it."}
      </p>
      <Table
        caption="Customers that are due to be erased"
        captionHidden
        dense
        rows={rows}
        rowKey={({ customerId }) => customerId}
        columns={[
          {
            header: "Customer",
            heads: true,
            cell: ({ name }) => (
              <a href={`${path}?${new URLSearchParams({ q: name })}`}>
                <bdi>{name}</bdi>
              </a>
            ),
          },
          {
            header: "Over since",
            nowrap: true,
            cell: ({ overSince }) => <When at={overSince} zone={zone} precision="day" />,
          },
          {
            header: "Due since",
            nowrap: true,
            cell: ({ dueAt }) => <When at={dueAt} zone={zone} precision="day" />,
          },
        ]}
      />
    </Panel>
  );
}
