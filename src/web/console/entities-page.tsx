/** The tree of the organisation's entities: what the policy names, and what the house added below it. */
import type { FastifyInstance, FastifyReply } from "fastify";
import { addEntity, changeEntity, removeEntity } from "../../actions/catalogue/entity-deeds.ts";
import { type EntityNode, entityTree, inLines } from "../../core/catalogue/entity-tree.ts";
import { isPermitted } from "../../core/people/permit.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import { entityRows, productsByEntity } from "../../store/catalogue/entities.ts";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Panel } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { render } from "../server/answers.ts";
import type { WebContext } from "../server/web-context.ts";
import { type ConsoleRequest, consolePage } from "./console-frame.tsx";
import { HouseForm, type SentHouseForm, sentTo } from "./house-form.tsx";
import { housePage } from "./house-routes.ts";
import { productsPath } from "./products-page.tsx";

const path = `${productsPath}/entities`;

const doneSentences: Readonly<Record<string, string>> = {
  "add-entity": "The entity is in the tree.",
  "change-entity": "The entity is saved; its products and what stands below it follow.",
  "remove-entity": "The entity is removed.",
};

const fields = {
  "entity.has-product": "name",
  "entity.name-taken": "name",
  "entity.below-itself": "parent",
  "entity.parent-unknown": "parent",
} as const;

export function entitiesRoutes(app: FastifyInstance, web: WebContext): void {
  const take = housePage(app, web, { path, fields, show });
  take("", addEntity);
  take("/:entityId", changeEntity);
  take("/:entityId/removal", removeEntity);
}

async function show(at: ConsoleRequest, sent?: SentHouseForm): Promise<FastifyReply> {
  const { context } = at.web;
  const { organisation } = inForceAt(context.policies, context.now());
  const { rows, counts } = await context.transaction(at.staff, async (tx) => ({
    rows: await entityRows(tx),
    counts: await productsByEntity(tx),
  }));
  const tree = entityTree(organisation, rows);
  const { done = "" } = at.request.query as { done?: string };
  const sentence = sent || !Object.hasOwn(doneSentences, done) ? undefined : doneSentences[done];
  const shown = { at, sent, tree, counts };
  const page = consolePage(at, {
    title: "Entities",
    current: productsPath,
    breadcrumb: [{ label: "Products", href: productsPath }, { label: "Entities" }],
    notice: sentence && <Notice tone="success" live title={sentence} />,
    children: (
      <>
        <PageHeader
          title="Entities"
          lede="Who in the organisation answers for which products. The upper ones stand in the policy; add below them what it does not name."
        />
        <Panel title={organisation.name}>
          {tree.below.length === 0 ? (
            <p>The policy names no entities, and none was added yet.</p>
          ) : (
            <Branch {...shown} nodes={tree.below} />
          )}
        </Panel>
        {isPermitted(at.staff, "add-entity") && (
          <Panel title="Add an entity">
            <HouseForm
              at={at}
              on={addEntity}
              path={path}
              sent={sent}
              values={{ parent: organisation.name }}
              choices={{ parent: placesIn(tree) }}
            />
          </Panel>
        )}
      </>
    ),
  });
  return render(at.reply, page, sent?.refused.status ?? 200);
}

interface Shown {
  readonly at: ConsoleRequest;
  readonly sent: SentHouseForm | undefined;
  readonly tree: EntityNode;
  readonly counts: ReadonlyMap<string, number>;
}

function placesIn(tree: EntityNode) {
  return inLines(tree).map(({ node }) => ({ value: node.name, label: node.name }));
}

const kindWords = {
  organisation: "organisation",
  subsidiary: "subsidiary",
  "joint-venture": "joint venture",
  "business-group": "business group",
  unit: "unit",
} as const;

function Branch(props: Shown & { nodes: readonly EntityNode[] }) {
  const { nodes, ...shown } = props;
  return (
    <ul>
      {nodes.map((node) => (
        <li key={node.name}>
          <strong>{node.name}</strong> ({kindWords[node.kind]}
          {productWords(shown.counts.get(node.name))})
          <Change {...shown} node={node} />
          {node.below.length > 0 && <Branch {...shown} nodes={node.below} />}
        </li>
      ))}
    </ul>
  );
}

function productWords(count: number | undefined): string {
  if (!count) return "";
  return count === 1 ? ", 1 product" : `, ${count} products`;
}

/** Nothing for what the policy names: that is changed in the policy's file. */
function Change({ at, sent, tree, counts, node }: Shown & { node: EntityNode }) {
  const { entityId, name, kind } = node;
  if (entityId === null || !isPermitted(at.staff, "change-entity")) return null;
  const ids = { entityId };
  const parent = inLines(tree).find((each) => each.node.below.includes(node))?.node.name ?? "";
  const open = [changeEntity, removeEntity].some((on) => sentTo(sent, on, ids) !== undefined);
  const inside = new Set(inLines(node).map((each) => each.node.name));
  const empty = node.below.length === 0 && !counts.get(name);
  return (
    <Disclosure summary={`Change ${name}`} open={open}>
      <HouseForm
        at={at}
        on={changeEntity}
        path={`${path}/${entityId}`}
        ids={ids}
        about={name}
        values={{ name, parent, kind }}
        choices={{ parent: placesIn(tree).filter(({ value }) => !inside.has(value)) }}
        sent={sent}
      />
      {(empty || sentTo(sent, removeEntity, ids)) && (
        <HouseForm
          at={at}
          on={removeEntity}
          path={`${path}/${entityId}/removal`}
          ids={ids}
          about={name}
          look="danger"
          sent={sent}
        />
      )}
    </Disclosure>
  );
}
