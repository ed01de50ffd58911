/** Which products a vulnerability affects, the way to each version's status, and the list's own form. */
import { LinkButton } from "../../ui/button.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Actions, Panel } from "../../ui/layout.tsx";
import { casePath } from "./at-case.ts";
import { may, sentFor } from "./deed-form.tsx";
import type { OfVulnerability } from "./of-vulnerability.ts";
import { AffectedTable, ProductsForm } from "./products-form.tsx";

export function StatusPanel({ at, vulnerability, found }: OfVulnerability) {
  const { vulnerabilityId } = vulnerability;
  const sent = sentFor(at, "set-affected-products", { vulnerabilityId });
  return (
    <Panel title="Affected products" level={3} id="products">
      <AffectedTable affected={found.affected} />
      {found.affected.length > 0 && (
        <Actions>
          <LinkButton href={`${casePath(at.head.reference, "status")}#${vulnerabilityId}`}>
            Status of each version
          </LinkButton>
        </Actions>
      )}
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
