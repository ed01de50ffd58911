/**
 * Customers and what their contracts give, for support: found by name. Leads and administrators erase
 * them. Names no case and no reporter.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { z } from "zod";
import type { Action } from "../../actions/action.ts";
import {
  addCustomer,
  addEntitlement,
  endEntitlement,
} from "../../actions/customers/customer-deeds.ts";
import { eraseCustomer } from "../../actions/retention/erase-customer.ts";
import { dayOf } from "../../core/catalogue/support.ts";
import { holdsOn } from "../../core/customers/entitlement.ts";
import { isPermitted, permit } from "../../core/people/permit.ts";
import type { FormChoice } from "../../lib/form-description.ts";
import { isUuid } from "../../lib/uuid7.ts";
import {
  type CustomerView,
  customerOf,
  findCustomers,
  overCustomers,
} from "../../store/customers/reader.ts";
import { catalogue } from "../../store/products/reader.ts";
import type { Tx } from "../../store/transaction.ts";
import { Tag } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Form } from "../../ui/form.tsx";
import { FormErrors } from "../../ui/form-errors.tsx";
import { Actions, Panel } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Table } from "../../ui/table.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { staffOf } from "../server/actor-of.ts";
import { render, seeOther } from "../server/answers.ts";
import type { WebContext } from "../server/web-context.ts";
import { type ConsoleRequest, consolePage } from "./console-frame.tsx";
import { CustomersDue, dueAmong } from "./customers-due.tsx";
import { AtMostFound } from "./filed-customer.tsx";
import { doHouseDeed, HouseForm, type SentHouseForm, sentTo } from "./house-form.tsx";

const path = "/console/customers";

const doneSentences: Readonly<Record<string, string>> = {
  "add-customer": "The customer is kept. Say next what the contract gives.",
  "add-entitlement": "The entitlement is kept.",
  "end-entitlement": "The entitlement has ended.",
  "erase-customer":
    "The customer is erased. Reports that were filed for it stay and say “Erased customer”.",
};

const fields = {
  "customer.exists": "name",
  "customer.held": "reason",
  "product.unknown": "productId",
} as const;

export function customersRoutes(app: FastifyInstance, web: WebContext): void {
  const visit = async (request: FastifyRequest, reply: FastifyReply): Promise<ConsoleRequest> => {
    const staff = await staffOf(request);
    if (!isPermitted(staff, "erase-customer")) permit(staff, "add-customer");
    return { request, reply, web, staff };
  };
  app.get(path, async (request, reply) => show(await visit(request, reply)));
  const take = <Input extends z.ZodObject, Output extends object>(
    rest: string,
    deed: Action<Input, Output>,
  ) =>
    app.post(`${path}${rest}`, async (request, reply) => {
      const at = await visit(request, reply);
      // Refused before the form is read; a second proof is asked for once it was.
      if (!isPermitted(at.staff, deed.deed)) permit(at.staff, deed.deed);
      const result = await doHouseDeed(at, deed, fields);
      if ("sent" in result) return show(at, result.sent);
      const { customerId } = { ...result.done, ...ofRequest(at) } as Partial<OfCustomer>;
      const stays = customerId !== undefined && deed.deed !== eraseCustomer.deed;
      const opened = stays ? { customer: customerId } : undefined;
      return seeOther(reply, `${path}?${new URLSearchParams({ ...opened, done: deed.deed })}`);
    });
  take("", addCustomer);
  take("/:customerId/entitlements", addEntitlement);
  take("/:customerId/entitlements/:entitlementId/end", endEntitlement);
  take("/:customerId/erasure", eraseCustomer);
}

interface OfCustomer {
  readonly customerId: string;
}

/** The customer that a form is about; none where it adds one. */
function ofRequest({ request }: ConsoleRequest): Partial<OfCustomer> {
  return request.params as Partial<OfCustomer>;
}

/** A refused form comes back with its customer alone, however many others are newer. */
async function show(at: ConsoleRequest, sent?: SentHouseForm): Promise<FastifyReply> {
  const { context } = at.web;
  const { q: words = "", done = "", customer } = at.request.query as Asked;
  const one = sent ? ofRequest(at).customerId : customer;
  const erases = isPermitted(at.staff, "erase-customer");
  const now = context.now();
  const found = await context.transaction(at.staff, async (tx) => ({
    customers: await customersFor(at, tx, words, one),
    products: await catalogue(tx),
    over: erases ? await overCustomers(context, tx, { now, count: 100 }) : [],
  }));
  const sentence = sent || !Object.hasOwn(doneSentences, done) ? undefined : doneSentences[done];
  const products = found.products
    .filter(({ retiredAt }) => retiredAt === null)
    .map(({ productId, name }) => ({ value: productId, label: name }));
  const page = consolePage(at, {
    title: "Customers",
    current: path,
    notice: sentence && <Notice tone="success" live title={sentence} />,
    children: (
      <>
        <PageHeader
          title="Customers"
          lede="What the contract of a customer gives, for the support desk. No reporter is asked for it."
        />
        <FormErrors errors={errorsAbove(found.customers, sent)} />
        <Panel>
          <Form action={path} method="get" label="Find a customer">
            <TextField name="q" label="Name" help="Whole words of it." value={words} />
            <Actions>
              <Button look="secondary">Find</Button>
            </Actions>
          </Form>
        </Panel>
        <CustomersDue due={dueAmong(context, found.over)} path={path} />
        {found.customers.length === 0 && <NoCustomers {...{ at, words, one }} />}
        <AtMostFound customers={found.customers} />
        {one !== undefined && (
          <p>
            <a href={path}>All customers</a>
          </p>
        )}
        {found.customers.map((customer) => (
          <Customer
            key={customer.customerId}
            {...{ at, customer, products, sent }}
            isOne={found.customers.length === 1}
          />
        ))}
        {isPermitted(at.staff, "add-customer") && (
          <Panel title="Add a customer">
            <HouseForm at={at} on={addCustomer} path={path} sent={sent} />
          </Panel>
        )}
      </>
    ),
  });
  return render(at.reply, page, sent?.refused.status ?? 200);
}

interface Asked {
  readonly q?: string;
  readonly done?: string;
  /** Of the one customer that is looked at, with all that it is entitled to. */
  readonly customer?: string;
}

async function customersFor(
  { web: { context } }: ConsoleRequest,
  tx: Tx,
  words: string,
  one: string | undefined,
): Promise<CustomerView[]> {
  if (one === undefined) return findCustomers(context, tx, words);
  const found = isUuid(one) ? await customerOf(context, tx, one) : undefined;
  return found && found.erasedAt === null ? [found] : [];
}

/** What is wrong with a form that no longer stands on the page: what it was about is gone meanwhile. */
function errorsAbove(customers: readonly CustomerView[], sent: SentHouseForm | undefined) {
  if (!sent || sent.deed === addCustomer.deed) return [];
  const isOpen = ({ endedAt, entitlementId }: CustomerView["entitlements"][number]) =>
    endedAt === null && sentTo(sent, endEntitlement, { entitlementId }) !== undefined;
  const hasForm =
    sent.deed === endEntitlement.deed
      ? customers.some(({ entitlements }) => entitlements.some(isOpen))
      : customers.length > 0;
  return hasForm ? [] : sent.refused.errors;
}

function NoCustomers(props: { at: ConsoleRequest; words: string; one: string | undefined }) {
  const { at, words, one } = props;
  if (one !== undefined) {
    return (
      <EmptyState title="This customer is not here">
        It may have been erased, or the address is not whole.
      </EmptyState>
    );
  }
  return (
    <EmptyState title={words ? "No customer has these words in its name" : "No customers yet"}>
      {emptyHelp(at, words)}
    </EmptyState>
  );
}

function emptyHelp({ staff }: ConsoleRequest, words: string): string {
  const adds = isPermitted(staff, "add-customer");
  if (words) return adds ? "Look for other words, or add the customer." : "Look for other words.";
  return adds ? "Add the first one below." : "Support, leads and primes keep them here.";
}

interface Shown {
  readonly at: ConsoleRequest;
  readonly customer: CustomerView;
  readonly products: readonly FormChoice[];
  readonly sent: SentHouseForm | undefined;
}

/** Beyond this a list of customers leads to each one's own page, where the products are listed once. */
const productsInList = 100;

function Customer(props: Shown & { isOne: boolean }) {
  const { at, customer, products, sent, isOne } = props;
  const { customerId, name, hasMore } = customer;
  const own = `${path}?${new URLSearchParams({ customer: customerId })}`;
  const isSent = sentTo(sent, addEntitlement, { customerId }) !== undefined;
  const isShort = isOne || isSent || products.length <= productsInList;
  return (
    <Panel title={name}>
      <Entitlements {...props} />
      {hasMore && (
        <p>
          {customer.entitlements.length} are shown, those that have not ended first.{" "}
          <a href={own}>All that {name} is entitled to</a>
        </p>
      )}
      {isPermitted(at.staff, "add-entitlement") && !isShort && (
        <p>
          <a href={own}>Add an entitlement of {name}</a>
        </p>
      )}
      {isPermitted(at.staff, "add-entitlement") && isShort && (
        <Disclosure summary="Add an entitlement" open={isSent}>
          <HouseForm
            at={at}
            on={addEntitlement}
            path={`${path}/${customerId}/entitlements`}
            ids={{ customerId }}
            about={name}
            only={["level", "productId", "validUntil"]}
            choices={{ productId: products }}
            sent={sent}
          />
        </Disclosure>
      )}
      {isPermitted(at.staff, "erase-customer") && (
        <Disclosure
          summary="Erase"
          open={sentTo(sent, eraseCustomer, { customerId }) !== undefined}
        >
          <p>
            Name and entitlements go for good. Reports that were filed for it stay and say “Erased
            customer”; the record keeps that it was done, not who it was.
          </p>
          <HouseForm
            at={at}
            on={eraseCustomer}
            path={`${path}/${customerId}/erasure`}
            ids={{ customerId }}
            about={name}
            look="danger"
            sent={sent}
          />
        </Disclosure>
      )}
    </Panel>
  );
}

function Entitlements({ at, customer, sent }: Shown) {
  const { customerId, name, entitlements } = customer;
  const today = dayOf(at.web.context.now());
  return (
    <Table
      caption={`What ${name} is entitled to. Days are in UTC.`}
      captionHidden
      dense
      rows={entitlements}
      rowKey={({ entitlementId }) => entitlementId}
      empty={<p>No contract is known.</p>}
      columns={[
        { header: "Contract level", heads: true, cell: ({ level }) => level },
        { header: "For", cell: ({ productName }) => productName ?? "Everything" },
        { header: "Until", nowrap: true, cell: ({ validUntil }) => validUntil ?? "No end" },
        {
          header: "Holds",
          cell: (row) => (holdsOn(row, today) ? <Tag tone="success">Holds</Tag> : <Tag>Over</Tag>),
        },
        {
          header: "Change",
          cell: (row) =>
            row.endedAt === null && (
              <HouseForm
                at={at}
                on={endEntitlement}
                path={`${path}/${customerId}/entitlements/${row.entitlementId}/end`}
                ids={{ customerId, entitlementId: row.entitlementId }}
                about={`${name}, ${row.level}`}
                submit="End it"
                look="secondary"
                sent={sent}
              />
            ),
        },
      ]}
    />
  );
}
