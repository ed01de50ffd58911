/** Our OpenPGP keys for administrators: what is in use, what runs out, what the checks found. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { extendOwnKey } from "../../actions/keys/extend-own-key.ts";
import { importOwnKey } from "../../actions/keys/import-own-key.ts";
import { makeOwnKey } from "../../actions/keys/make-own-key.ts";
import { readRevocationCertificate } from "../../actions/keys/read-revocation-certificate.ts";
import { revokeOwnKey } from "../../actions/keys/revoke-own-key.ts";
import { rotateOwnKey } from "../../actions/keys/rotate-own-key.ts";
import { permit } from "../../core/people/permit.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import type { RefusalCode } from "../../core/refusal-codes.ts";
import { keyCheckRows } from "../../store/keys/check-reader.ts";
import { Notice } from "../../ui/notice.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { publishedKeys } from "../public/published-keys.ts";
import { staffOf } from "../server/actor-of.ts";
import { render, seeOther } from "../server/answers.ts";
import type { WebContext } from "../server/web-context.ts";
import { type ConsoleRequest, consolePage } from "./console-frame.tsx";
import { doHouseDeed, type SentHouseForm } from "./house-form.tsx";
import { ImportForm } from "./key-import.tsx";
import { keyDoneWords, keysPath } from "./key-words.ts";
import {
  ChecksPanel,
  InUsePanels,
  type KeysPage,
  MakePanel,
  NextPanel,
  OldPanel,
} from "./keys-panels.tsx";

const importPath = `${keysPath}/import`;

/** At which field a refusal is said; one of a key in the list is said at its own form. */
const fields: Readonly<Partial<Record<RefusalCode, string>>> = {
  "key.address-taken": "addresses",
  "key.no-addresses": "addresses",
  "key.until-too-soon": "months",
  "key.not-extendable": "months",
  "key.kept-outside": "months",
};

const importFields: Readonly<Partial<Record<RefusalCode, string>>> = {
  "key.expired": "armored",
  "key.known": "armored",
  "key.no-addresses": "armored",
  "key.no-private-half": "armored",
  "key.not-usable": "armored",
  "key.other-addresses": "armored",
  "key.address-taken": "armored",
  "key.revoked": "armored",
  "key.weak": "armored",
  "mail.key-unreadable": "armored",
  "mail.key-locked": "passphrase",
};

export function keysRoutes(app: FastifyInstance, web: WebContext): void {
  const visit = async (request: FastifyRequest, reply: FastifyReply): Promise<ConsoleRequest> => {
    const staff = await staffOf(request);
    permit({ ...staff, steppedUp: true }, "make-own-key");
    return { request, reply, web, staff };
  };
  app.get(keysPath, async (request, reply) => show(await visit(request, reply)));
  const deeds = [
    { path: keysPath, deed: makeOwnKey },
    { path: `${keysPath}/rotate`, deed: rotateOwnKey },
    { path: `${keysPath}/extend`, deed: extendOwnKey },
    { path: `${keysPath}/revoke`, deed: revokeOwnKey },
  ] as const;
  for (const { path, deed } of deeds) {
    app.post(path, async (request, reply) => {
      const at = await visit(request, reply);
      // Each of them is made of its own input; the frame only carries it.
      const result = await doHouseDeed(at, deed as typeof makeOwnKey, fields);
      if ("sent" in result) return show(at, result.sent);
      return seeOther(reply, `${keysPath}?done=${deed.deed}`);
    });
  }
  app.post(`${keysPath}/certificate`, async (request, reply) => {
    const at = await visit(request, reply);
    const result = await doHouseDeed(at, readRevocationCertificate);
    if ("sent" in result) return show(at, result.sent);
    return reply
      .header("content-disposition", `attachment; filename="${result.done.fileName}"`)
      .header("cache-control", "no-store")
      .type("application/pgp-keys")
      .send(result.done.certificate);
  });
  importRoutes(app, web);
}

/** The second proof comes before the form: a private key must not travel through the page that asks for it. */
function importRoutes(app: FastifyInstance, web: WebContext): void {
  const visit = async (request: FastifyRequest, reply: FastifyReply): Promise<ConsoleRequest> => {
    const staff = await staffOf(request);
    permit(staff, "import-own-key");
    return { request, reply, web, staff };
  };
  const form = (at: ConsoleRequest, sent?: SentHouseForm) =>
    render(
      at.reply,
      consolePage(at, {
        title: "Import a key",
        current: keysPath,
        breadcrumb: [{ label: "OpenPGP keys", href: keysPath }, { label: "Import a key" }],
        children: <ImportForm at={at} path={importPath} sent={sent} />,
      }),
      sent?.refused.status ?? 200,
    );
  app.get(importPath, async (request, reply) => form(await visit(request, reply)));
  app.post(importPath, async (request, reply) => {
    const at = await visit(request, reply);
    const result = await doHouseDeed(at, importOwnKey, importFields);
    if ("sent" in result) return form(at, result.sent);
    return seeOther(reply, `${keysPath}?done=${importOwnKey.deed}`);
  });
}

async function show(at: ConsoleRequest, sent?: SentHouseForm): Promise<FastifyReply> {
  const { context } = at.web;
  const now = context.now();
  const page: KeysPage = {
    at,
    sent,
    now,
    zone: inForceAt(context.policies, now).channels.officeHours.zone,
    keys: await publishedKeys(at.web),
    checks: await context.transaction(at.staff, keyCheckRows),
  };
  return render(at.reply, pageOf(page), sent?.refused.status ?? 200);
}

function pageOf(page: KeysPage) {
  const { at, sent } = page;
  const done = sent ? undefined : keyDoneWords[(at.request.query as { done?: string }).done ?? ""];
  return consolePage(at, {
    title: "OpenPGP keys",
    current: keysPath,
    scripts: ["copy.js"],
    notice: done && <Notice tone="success" live title={done} />,
    children: (
      <>
        <PageHeader
          title="OpenPGP keys"
          lede="What people encrypt to and verify with. Private halves are sealed, or kept outside; nobody sees them here."
        />
        <NextPanel page={page} />
        <InUsePanels page={page} />
        <ChecksPanel page={page} />
        <MakePanel page={page} importPath={importPath} />
        <OldPanel page={page} />
      </>
    ),
  });
}
