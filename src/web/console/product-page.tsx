/** One product of the catalogue: what it is called, its versions and their support. Names no case. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { changeProduct } from "../../actions/products/change-product.ts";
import { addComponent, removeComponent } from "../../actions/products/component-deeds.ts";
import { reinstateProduct, retireProduct } from "../../actions/products/retire-product.ts";
import { setOwners } from "../../actions/products/set-owners.ts";
import { setSecurityProfile } from "../../actions/products/set-security-profile.ts";
import { addVersion, changeVersion } from "../../actions/products/version-deeds.ts";
import { isPermitted, permit } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import { entityNames } from "../../store/catalogue/entities.ts";
import { type PersonView, peopleList } from "../../store/people/reader.ts";
import { type ComponentView, componentsOf } from "../../store/products/components.ts";
import { ownersOf, type ProductOwner } from "../../store/products/owners.ts";
import {
  type ProductView,
  productOf,
  type VersionView,
  versionsOf,
} from "../../store/products/reader.ts";
import { DescriptionList } from "../../ui/description-list.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Panel } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { When } from "../../ui/when.tsx";
import { staffOf } from "../server/actor-of.ts";
import { render, seeOther } from "../server/answers.ts";
import type { WebContext } from "../server/web-context.ts";
import { type ConsoleRequest, consolePage } from "./console-frame.tsx";
import { doHouseDeed, HouseForm, type SentHouseForm } from "./house-form.tsx";
import { ChannelsPanel } from "./product-channels.tsx";
import { ComponentsPanel } from "./product-components.tsx";
import { OwnersPanel } from "./product-owners.tsx";
import { VersionsPanel } from "./product-versions.tsx";
import { productsPath } from "./products-page.tsx";

const doneSentences: Readonly<Record<string, string>> = {
  "add-product": "The product is in the catalogue. Add its versions next.",
  "change-product": "The product is saved.",
  "retire-product": "The product is retired: it is no longer listed as in scope.",
  "reinstate-product": "The product is listed as in scope again.",
  "set-security-profile": "The profile is saved. Scores are adjusted by it from now on.",
  "set-owners": "The owners are saved.",
  "add-component": "The component is on the list.",
  "remove-component": "The component is off the list.",
  "add-version": "The version is in the catalogue.",
  "change-version": "The version is saved.",
};

const fields = {
  "product.changed": "seen",
  "component.exists": "name",
  "person.unknown": "primes",
  "product.exists": "name",
  "version.changed": "seen",
  "version.exists": "name",
  "severity.profile": "profile",
} as const;

const deeds = [
  ["", changeProduct],
  ["/retirement", retireProduct],
  ["/return", reinstateProduct],
  ["/security-profile", setSecurityProfile],
  ["/owners", setOwners],
  ["/components", addComponent],
  ["/components/:entryId/removal", removeComponent],
  ["/versions", addVersion],
  ["/versions/:versionId", changeVersion],
] as const;

export function oneProductRoutes(app: FastifyInstance, web: WebContext): void {
  const visit = async (request: FastifyRequest, reply: FastifyReply): Promise<ConsoleRequest> => ({
    request,
    reply,
    web,
    staff: await staffOf(request),
  });
  const one = `${productsPath}/:productId`;
  app.get(one, async (request, reply) => show(await visit(request, reply)));
  for (const [rest, deed] of deeds) {
    app.post(`${one}${rest}`, async (request, reply) => {
      const at = await visit(request, reply);
      // Before the form is read: whoever may not do it hears that, whatever they sent.
      permit(at.staff, deed.deed);
      const result = await doHouseDeed(at, deed, fields);
      if ("sent" in result) return show(at, withoutOldSeen(result.sent));
      return seeOther(reply, `${pathOf(at)}?done=${deed.deed}`);
    });
  }
}

/** Who was told that somebody else changed it has seen how it is now, above what they typed. */
function withoutOldSeen(sent: SentHouseForm): SentHouseForm {
  if (!sent.refused.errors.some(({ field }) => field === "seen")) return sent;
  const { seen: _, ...values } = sent.values;
  return { ...sent, values };
}

function pathOf(at: ConsoleRequest): string {
  return `${productsPath}/${(at.request.params as { productId: string }).productId}`;
}

async function show(at: ConsoleRequest, sent?: SentHouseForm): Promise<FastifyReply> {
  const { productId } = at.request.params as { productId: string };
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(productId);
  const found = await at.web.context.transaction(at.staff, async (tx) => {
    const product = isId ? await productOf(tx, productId) : undefined;
    if (!product) throw new Refusal("product.unknown");
    return {
      product,
      versions: await versionsOf(tx, productId),
      components: await componentsOf(tx, productId),
      owners: await ownersOf(at.web.context, tx, [productId]),
      entities: await entityNames(at.web.context, tx),
      people: isPermitted(at.staff, "set-owners") ? await peopleList(at.web.context, tx) : [],
    };
  });
  const { done = "" } = at.request.query as { done?: string };
  const sentence = sent || !Object.hasOwn(doneSentences, done) ? undefined : doneSentences[done];
  const page = consolePage(at, {
    title: found.product.name,
    current: productsPath,
    breadcrumb: [{ label: "Products", href: productsPath }, { label: found.product.name }],
    notice: sentence && <Notice tone="success" live title={sentence} />,
    children: <Product at={at} {...found} sent={sent} />,
  });
  return render(at.reply, page, sent?.refused.status ?? 200);
}

interface Shown {
  readonly at: ConsoleRequest;
  readonly product: ProductView;
  readonly versions: readonly VersionView[];
  readonly components: readonly ComponentView[];
  readonly owners: readonly ProductOwner[];
  readonly people: readonly PersonView[];
  readonly entities: readonly string[];
  readonly sent: SentHouseForm | undefined;
}

function Product(props: Shown) {
  const { at, product } = props;
  const path = `${productsPath}/${product.productId}`;
  return (
    <>
      <PageHeader
        title={product.name}
        lede={
          product.retiredAt
            ? "Retired: no longer listed as in scope. Cases that name it keep it."
            : "What cases and advisories call it, and which of its versions are in support."
        }
      />
      <Panel title="About">
        <Facts product={product} />
        {isPermitted(at.staff, "change-product") && <Change {...props} path={path} />}
      </Panel>
      <ChannelsPanel at={at} product={product} />
      <OwnersPanel {...props} productId={product.productId} path={path} />
      <VersionsPanel {...props} path={path} />
      <ComponentsPanel {...props} productId={product.productId} path={path} />
    </>
  );
}

function Facts({ product }: Pick<Shown, "product">) {
  const { entity, line, kind, purl, cpe, inSupport, securityProfile, retiredAt, changedAt } =
    product;
  return (
    <DescriptionList
      facts={[
        { term: "Entity", value: entity },
        { term: "Line", value: line },
        { term: "Kind", value: kind === "service" ? "Service" : "Product" },
        { term: "Support", value: inSupport ? "In support" : "Out of support" },
        { term: "Package URL", value: purl && <code>{purl}</code> },
        { term: "CPE", value: cpe && <code>{cpe}</code> },
        { term: "Security profile", value: securityProfile && <code>{securityProfile}</code> },
        { term: "Retired", value: retiredAt && <When at={retiredAt} precision="day" /> },
        { term: "Last changed", value: <When at={changedAt} /> },
      ]}
    />
  );
}

function Change(props: Shown & { path: string }) {
  const { at, product, path, sent } = props;
  const ids = { productId: product.productId };
  const { entity, line, name, kind, purl, cpe, inSupport } = product;
  // Of a retired product it may be one that nothing else names any more.
  const entities = [...new Set([...props.entities, entity])];
  const retiring = product.retiredAt === null;
  return (
    <>
      <Disclosure summary="Change" open={sent?.deed === "change-product"}>
        <HouseForm
          at={at}
          on={changeProduct}
          path={path}
          ids={ids}
          unseen={{ seen: product.changedAt.toISOString() }}
          values={{
            entity,
            line: line ?? "",
            name,
            kind,
            purl: purl ?? "",
            cpe: cpe ?? "",
            inSupport: inSupport ? "yes" : "no",
          }}
          choices={{ entity: entities.map((each) => ({ value: each, label: each })) }}
          sent={sent}
        />
      </Disclosure>
      <Disclosure summary="Security profile" open={sent?.deed === "set-security-profile"}>
        <HouseForm
          at={at}
          on={setSecurityProfile}
          path={`${path}/security-profile`}
          ids={ids}
          values={{ profile: product.securityProfile ?? "" }}
          sent={sent}
        />
      </Disclosure>
      <Disclosure summary={retiring ? "Retire it" : "Bring it back"}>
        <p>
          {retiring
            ? "It leaves the public list of what is in scope. Nothing is removed: cases and advisories keep it, and it can be brought back."
            : "It is listed as in scope again."}
        </p>
        <HouseForm
          at={at}
          on={retiring ? retireProduct : reinstateProduct}
          path={`${path}/${retiring ? "retirement" : "return"}`}
          ids={ids}
          sent={sent}
        />
      </Disclosure>
    </>
  );
}
