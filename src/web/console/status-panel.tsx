/** Which products a vulnerability affects, and the form that says so. */
import { Disclosure } from "../../ui/disclosure.tsx";
import { Panel } from "../../ui/layout.tsx";
import { may, sentFor } from "./deed-form.tsx";
import type { OfVulnerability } from "./of-vulnerability.ts";
import { AffectedTable, ProductsForm } from "./products-form.tsx";

export function StatusPanel({ at, vulnerability, found }: OfVulnerability) {
  const { vulnerabilityId } = vulnerability;
  const sent = sentFor(at, "set-affected-products", { vulnerabilityId });
  return (
    <Panel title="Affected products" level={3} id="products">
      <AffectedTable affected={found.affected} />
      {!at.facts.closed && may(at, "set-affected-products") && (
        <Disclosure
          summary={found.affected.length > 0 ? "Change the list" : "Record products"}
          open={found.affected.length === 0 || sent !== undefined}
        >
          <ProductsForm at={at} {...{ vulnerabilityId, ...found }} />
        </Disclosure>
      )}
    </Panel>
  );
}
