/** Reads the whole catalogue as files have it, as far as the actor sees it. */
import { sightOf } from "../../core/catalogue/catalogue-sight.ts";
import type { SeenCatalogue } from "../../core/catalogue/export-catalogue.ts";
import type { CatalogueVersion } from "../../core/catalogue/plan-import.ts";
import { type CatalogueOwner, ownersInOrder } from "../../core/catalogue/plan-owners.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import { entityRows } from "../catalogue/entities.ts";
import type { Context } from "../context.ts";
import { allAccounts } from "../people/reader.ts";
import type { Tx } from "../transaction.ts";
import { allComponents } from "./components.ts";
import { allOwners } from "./owners.ts";
import { allVersions, catalogue } from "./reader.ts";

export async function wholeCatalogue(context: Context, tx: Tx): Promise<SeenCatalogue> {
  const sight = sightOf(tx.actor);
  const { organisation } = inForceAt(context.policies, context.now());
  const policyEntities = [organisation.name, ...organisation.entities.map(({ name }) => name)];
  const entities = await entityRows(tx);
  const products = await catalogue(tx);
  const versions = await allVersions(tx);
  const components = sight === "public" ? [] : await allComponents(tx);
  const people = sight === "keeper" ? await accounts(context, tx) : [];
  const owners = sight === "keeper" ? await allOwners(tx) : [];
  // Who became an administrator since is no owner that an import takes: such a one stays unsaid.
  const open = people.filter(({ account }) => account === "open");
  const names = new Map(open.map(({ personId, signInName }) => [personId, signInName]));
  const byPart = Map.groupBy(owners, ({ productId, part }) => `${productId} ${part}`);
  const ownersOf = (productId: string, part: "prime" | "engineer") => {
    const having = byPart.get(`${productId} ${part}`) ?? [];
    return ownersInOrder(having.flatMap(({ personId }) => names.get(personId) ?? []));
  };
  return {
    sight,
    // A policy that came later may name what the house had added.
    entities: entities.filter(({ name }) => !policyEntities.includes(name)),
    policyEntities,
    people,
    components,
    products: products.map((each) => ({
      productId: each.productId,
      entity: each.entity,
      line: each.line,
      name: each.name,
      kind: each.kind,
      purl: each.purl,
      cpe: each.cpe,
      inSupport: each.inSupport,
      retired: each.retiredAt !== null,
      securityProfile: sight === "public" ? null : each.securityProfile,
      primes: ownersOf(each.productId, "prime"),
      engineers: ownersOf(each.productId, "engineer"),
    })),
    versions: versions.map(({ changedAt: _, ...rest }): CatalogueVersion => rest),
  };
}

async function accounts(context: Context, tx: Tx): Promise<CatalogueOwner[]> {
  return (await allAccounts(context, tx)).map(
    ({ personId, signInName, isClosed, isAdministrator }) => ({
      personId,
      signInName,
      account: isClosed ? "closed" : isAdministrator ? "administrator" : "open",
    }),
  );
}
