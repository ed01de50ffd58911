/** Who of ours answers for a product, and the form that says so. */
import { setOwners } from "../../actions/products/set-owners.ts";
import { isPermitted } from "../../core/people/permit.ts";
import type { PersonView } from "../../store/people/reader.ts";
import type { OwnerPart, ProductOwner } from "../../store/products/owners.ts";
import { DescriptionList } from "../../ui/description-list.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Panel } from "../../ui/layout.tsx";
import type { ConsoleRequest } from "./console-frame.tsx";
import { HouseForm, type SentHouseForm } from "./house-form.tsx";

export function OwnersPanel(props: {
  at: ConsoleRequest;
  productId: string;
  owners: readonly ProductOwner[];
  /** Everybody with an account. */
  people: readonly PersonView[];
  path: string;
  sent: SentHouseForm | undefined;
}) {
  const { at, productId, owners, path, sent } = props;
  const having = (part: OwnerPart) => owners.filter((owner) => owner.part === part);
  const names = (part: OwnerPart) =>
    having(part)
      .map(({ name }) => name)
      .join(", ");
  const ids = (part: OwnerPart) => having(part).map(({ personId }) => personId);
  return (
    <Panel title="Owners">
      {owners.length === 0 ? (
        <p>Nobody is named yet. Cases ask the owners which versions are affected.</p>
      ) : (
        <DescriptionList
          facts={[
            { term: "Product security primes", value: names("prime") },
            { term: "Engineers", value: names("engineer") },
          ]}
        />
      )}
      {isPermitted(at.staff, "set-owners") && (
        <Disclosure summary="Change the owners" open={sent?.deed === "set-owners"}>
          <HouseForm
            at={at}
            on={setOwners}
            path={`${path}/owners`}
            ids={{ productId }}
            sent={sent}
            values={{ primes: ids("prime"), engineers: ids("engineer") }}
            choices={{
              primes: choicesOf(props.people, ["psp"]),
              engineers: choicesOf(props.people, ["psp", "engineer"]),
            }}
          />
        </Disclosure>
      )}
    </Panel>
  );
}

/** People of these roles with an open account; an administrator reads no case and owns no product. */
function choicesOf(people: readonly PersonView[], roles: readonly string[]) {
  return people
    .filter(({ disabledAt }) => disabledAt === null)
    .filter((person) => !person.roles.includes("administrator"))
    .filter((person) => person.roles.some((role) => roles.includes(role)))
    .map(({ personId, name }) => ({ value: personId, label: name }));
}
