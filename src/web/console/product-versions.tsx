/** The versions of a product as people see them: by branch, newest first, with their support today. */
import { addVersion, changeVersion } from "../../actions/products/version-deeds.ts";
import { dayOf, supportOn } from "../../core/catalogue/support.ts";
import { isPermitted } from "../../core/people/permit.ts";
import type { FormValues } from "../../lib/form-description.ts";
import type { ProductView, VersionView } from "../../store/products/reader.ts";
import { Tag } from "../../ui/badge.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Panel } from "../../ui/layout.tsx";
import { Table } from "../../ui/table.tsx";
import type { ConsoleRequest } from "./console-frame.tsx";
import { HouseForm, type SentHouseForm, sentTo } from "./house-form.tsx";

const supportWords = {
  full: "Full support",
  security: "Security fixes only",
  ended: "Ended",
  "not-yet": "Not yet",
} as const;

const supportTones = {
  full: "success",
  security: "warning",
  ended: "plain",
  "not-yet": "plain",
} as const;

interface Shown {
  readonly at: ConsoleRequest;
  readonly product: ProductView;
  readonly versions: readonly VersionView[];
  readonly sent: SentHouseForm | undefined;
  readonly path: string;
}

export function VersionsPanel(props: Shown) {
  const { at, versions, product, path, sent } = props;
  const mayAdd = isPermitted(at.staff, "add-version");
  return (
    <Panel title="Versions">
      <Versions {...props} />
      {isPermitted(at.staff, "change-version") && versions.length > 0 && (
        <Disclosure summary="Change a version" open={sent?.deed === "change-version"}>
          {versions.map((row) => (
            <Change key={row.versionId} {...props} row={row} />
          ))}
        </Disclosure>
      )}
      {mayAdd && (
        <Disclosure
          summary="Add a version"
          open={sent?.deed === "add-version" || versions.length === 0}
        >
          <HouseForm
            at={at}
            on={addVersion}
            path={`${path}/versions`}
            ids={{ productId: product.productId }}
            sent={sent}
          />
        </Disclosure>
      )}
    </Panel>
  );
}

function Versions(props: Shown) {
  const { at, versions } = props;
  const today = dayOf(at.web.context.now());
  const mayChange = isPermitted(at.staff, "change-version");
  return (
    <Table
      caption="Versions, the newest first. Days are in UTC."
      dense
      rows={versions}
      rowKey={(row) => row.versionId}
      empty={
        <EmptyState title="No versions yet">
          {mayChange
            ? "Add the versions that customers use, so that cases can say which are affected."
            : "A lead, a product security prime or an administrator adds versions."}
        </EmptyState>
      }
      columns={[
        { header: "Version", heads: true, nowrap: true, cell: (row) => row.name },
        { header: "Branch", cell: (row) => row.branch },
        { header: "Released", nowrap: true, cell: (row) => row.releasedOn },
        { header: "Support", cell: (row) => <Support version={row} today={today} /> },
        { header: "Days of support", nowrap: true, cell: daysOf },
      ]}
    />
  );
}

function Support(props: { version: VersionView; today: string }) {
  const state = supportOn(props.version, props.today);
  return <Tag tone={supportTones[state]}>{supportWords[state]}</Tag>;
}

function daysOf({ supportedFrom, supportedUntil }: VersionView): string {
  if (supportedFrom && supportedUntil) return `${supportedFrom} to ${supportedUntil}`;
  if (supportedUntil) return `until ${supportedUntil}`;
  return supportedFrom ? `from ${supportedFrom}` : "";
}

function Change(props: Shown & { row: VersionView }) {
  const { at, product, path, sent, row } = props;
  const ids = { productId: product.productId, versionId: row.versionId };
  return (
    <Disclosure summary={row.name} open={sentTo(sent, changeVersion, ids) !== undefined}>
      <HouseForm
        at={at}
        on={changeVersion}
        path={`${path}/versions/${row.versionId}`}
        ids={ids}
        about={row.name}
        unseen={{ seen: row.changedAt.toISOString() }}
        values={valuesOf(row)}
        sent={sent}
      />
    </Disclosure>
  );
}

function valuesOf(row: VersionView): FormValues {
  const { name, branch, support, releasedOn, supportedFrom, supportedUntil } = row;
  return {
    name,
    branch: branch ?? "",
    support,
    releasedOn: releasedOn ?? "",
    supportedFrom: supportedFrom ?? "",
    supportedUntil: supportedUntil ?? "",
  };
}
