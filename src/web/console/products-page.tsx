/** The list of products: what cases and advisories call our products. Public by nature. */
import type { FastifyInstance, FastifyReply } from "fastify";
import { perform } from "../../actions/action.ts";
import { formOf as describe } from "../../actions/form-of.ts";
import { inputOfForm } from "../../actions/input-of-form.ts";
import { addProduct } from "../../actions/products/add-product.ts";
import { isPermitted } from "../../core/people/permit.ts";
import type { FormValues } from "../../lib/form-description.ts";
import { entityNames } from "../../store/catalogue/entities.ts";
import { catalogue, type ProductView } from "../../store/products/reader.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { LinkButton } from "../../ui/button.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Panel } from "../../ui/layout.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Table } from "../../ui/table.tsx";
import { staffOf } from "../server/actor-of.ts";
import { render, seeOther } from "../server/answers.ts";
import { formToken } from "../server/form-token.ts";
import { type FormRefused, orErrors } from "../server/or-errors.ts";
import { formOf } from "../server/sent-form.ts";
import type { WebContext } from "../server/web-context.ts";
import { type ConsoleRequest, consolePage } from "./console-frame.tsx";

export const productsPath = "/console/products";
const path = productsPath;
const form = describe(addProduct);

export function productRoutes(app: FastifyInstance, web: WebContext): void {
  app.get(path, async (request, reply) => {
    const staff = await staffOf(request);
    return show({ request, reply, web, staff }, {});
  });
  app.post(path, async (request, reply) => {
    const staff = await staffOf(request);
    const { values } = formOf(request);
    const deed = perform(web.context, addProduct, staff, inputOfForm(form, values));
    const result = await orErrors(deed, { "product.exists": "name" });
    if ("done" in result) {
      return seeOther(reply, `${path}/${result.done.productId}?done=add-product`);
    }
    return show({ request, reply, web, staff }, { values, refused: result });
  });
}

interface Sent {
  readonly values?: FormValues;
  readonly refused?: FormRefused;
}

async function show(at: ConsoleRequest, sent: Sent): Promise<FastifyReply> {
  const { context } = at.web;
  const { products, entities } = await context.transaction(at.staff, async (tx) => ({
    products: await catalogue(tx),
    entities: await entityNames(context, tx),
  }));
  const page = consolePage(at, {
    title: "Products",
    current: path,
    children: <Products {...{ at, products, entities, sent }} />,
  });
  return render(at.reply, page, sent.refused?.status ?? 200);
}

function Products(props: {
  at: ConsoleRequest;
  products: readonly ProductView[];
  entities: readonly string[];
  sent: Sent;
}) {
  const { at, products } = props;
  const offered = products.filter(({ retiredAt }) => retiredAt === null);
  const retired = products.filter(({ retiredAt }) => retiredAt !== null);
  return (
    <>
      <PageHeader
        title="Products"
        actions={
          <>
            {isPermitted(at.staff, "import-catalogue") && (
              <LinkButton href={`${path}/import`}>Import</LinkButton>
            )}
            <LinkButton href={`${path}/entities`}>Entities</LinkButton>
            <LinkButton href={`${path}/catalogue.csv`}>Export CSV</LinkButton>
            <LinkButton href={`${path}/catalogue.json`}>Export JSON</LinkButton>
          </>
        }
        lede="Cases and advisories choose from here, so that one product has one name. The public list of products in scope is made from it."
      />
      <Panel>
        <List products={offered} mayAdd={isPermitted(at.staff, "add-product")} />
        {retired.length > 0 && (
          <Disclosure summary={`Retired (${retired.length})`}>
            <List products={retired} mayAdd={false} />
          </Disclosure>
        )}
      </Panel>
      {isPermitted(at.staff, "add-product") && <AddForm {...props} />}
    </>
  );
}

function List(props: { products: readonly ProductView[]; mayAdd: boolean }) {
  return (
    <Table
      caption="Products"
      captionHidden
      dense
      rows={props.products}
      rowKey={(row) => row.productId}
      empty={
        <EmptyState title="The catalogue is empty">
          {props.mayAdd
            ? "Add the first product below."
            : "A lead, a product security prime or an administrator adds products."}
        </EmptyState>
      }
      columns={[
        {
          header: "Name",
          heads: true,
          cell: (row) => <a href={`${path}/${row.productId}`}>{row.name}</a>,
        },
        { header: "Entity", cell: (row) => row.entity },
        { header: "Line", cell: (row) => row.line },
        { header: "Kind", cell: (row) => (row.kind === "service" ? "Service" : "Product") },
        { header: "Support", cell: (row) => (row.inSupport ? "In support" : "Out of support") },
      ]}
    />
  );
}

function AddForm(props: { at: ConsoleRequest; entities: readonly string[]; sent: Sent }) {
  const { request, reply, web } = props.at;
  return (
    <Panel title="Add a product">
      <ActionForm
        form={form}
        action={path}
        csrf={formToken(request, reply, web)}
        values={props.sent.values ?? { entity: props.entities[0] }}
        choices={{ entity: props.entities.map((name) => ({ value: name, label: name })) }}
        errors={props.sent.refused?.errors}
      />
    </Panel>
  );
}
