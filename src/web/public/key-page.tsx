/** The team's key: block, full fingerprint, download, and Web Key Directory (ALE-11, ALE-46, ALE-47). */
import type { FastifyInstance } from "fastify";
import { Refusal } from "../../core/refusal.ts";
import type { PublicKeyFacts } from "../../formats/mail/keys.ts";
import { wkdHash, wkdKey } from "../../formats/mail/wkd.ts";
import { LinkButton } from "../../ui/button.tsx";
import { DescriptionList } from "../../ui/description-list.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Fingerprint } from "../../ui/grouped-code.tsx";
import { Actions, Panel, Prose } from "../../ui/layout.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { PublicPage } from "../../ui/public-page.tsx";
import { When } from "../../ui/when.tsx";
import { cacheFor, render } from "../server/answers.ts";
import type { WebContext } from "../server/web-context.ts";
import { policyNow, publicFrame } from "./public-frame.tsx";
import { teamKey } from "./team-key.tsx";

export function keyRoutes(app: FastifyInstance, web: WebContext): void {
  app.get("/key", async (_, reply) =>
    render(reply, <KeyPage web={web} teamKey={await teamKey(web)} />),
  );
  app.get("/key.asc", async (_, reply) => {
    const { armored } = await keyOrRefuse(web);
    cacheFor(reply, 300);
    void reply.header("content-disposition", 'attachment; filename="psirt.asc"');
    return reply.type("application/pgp-keys").send(armored);
  });
  wkdRoutes(app, web);
}

/** Both ways of the WKD draft, section 3.1: with the domain in the path, and without. */
function wkdRoutes(app: FastifyInstance, web: WebContext): void {
  const root = "/.well-known/openpgpkey";
  for (const path of [`${root}/hu/:hash`, `${root}/:domain/hu/:hash`]) {
    app.get(path, async (request, reply) => {
      const { hash, domain } = request.params as { hash: string; domain?: string };
      const [local = "", ours = ""] = policyNow(web).channels.reportAddress.split("@");
      if (hash !== wkdHash(local) || (domain ?? ours) !== ours) {
        throw new Refusal("access.not-found");
      }
      const { armored } = await keyOrRefuse(web);
      cacheFor(reply, 300);
      // Mail programs in a browser look keys up too; the key is public.
      void reply.header("access-control-allow-origin", "*");
      return reply.type("application/octet-stream").send(Buffer.from(await wkdKey(armored)));
    });
  }
  // An empty policy file says that a directory is here (section 4.5).
  for (const path of [`${root}/policy`, `${root}/:domain/policy`]) {
    app.get(path, (_, reply) => reply.type("text/plain; charset=utf-8").send(""));
  }
}

async function keyOrRefuse(web: WebContext): Promise<PublicKeyFacts> {
  const key = await teamKey(web);
  if (!key) throw new Refusal("access.not-found");
  return key;
}

function KeyPage(props: { web: WebContext; teamKey: PublicKeyFacts | undefined }) {
  const { web, teamKey: key } = props;
  const { channels, organisation } = policyNow(web);
  return (
    <PublicPage {...publicFrame(web, "/key")} title="Our OpenPGP key">
      <PageHeader
        title="Our OpenPGP key"
        lede="Encryption is welcome and never a condition: we read plain mail and the form just as gladly."
      />
      {key ? (
        <KeyPanels teamKey={key} address={channels.reportAddress} team={organisation.teamName} />
      ) : (
        <EmptyState
          title="There is no key yet"
          icon="key"
          action={<LinkButton href="/report">Use the form instead</LinkButton>}
        >
          The form is encrypted on its way, and what it takes is sealed where it is kept.
        </EmptyState>
      )}
    </PublicPage>
  );
}

function KeyPanels(props: { teamKey: PublicKeyFacts; address: string; team: string }) {
  const { teamKey: key, address } = props;
  return (
    <>
      <Panel title="The key in use">
        <DescriptionList
          facts={[
            { term: "Address", value: <a href={`mailto:${address}`}>{address}</a> },
            { term: "Fingerprint", value: <Fingerprint value={key.fingerprint} /> },
            { term: "Created", value: <When at={key.created} precision="day" /> },
            {
              term: "Expires",
              value: key.expires ? <When at={key.expires} precision="day" /> : "It does not",
            },
          ]}
        />
        <Actions>
          <LinkButton look="primary" href="/key.asc" icon="download" download>
            Download the key
          </LinkButton>
        </Actions>
        <pre class="key-block">{key.armored.trim()}</pre>
      </Panel>
      <Panel title="Send us an encrypted mail">
        <Prose>
          <ol>
            <li>
              Download the key, or let your mail program find it: it is in the Web Key Directory of{" "}
              {address.split("@")[1]}.
            </li>
            <li>
              Compare the whole fingerprint, all forty digits, with the one above. A short key id is
              easily forged.
            </li>
            <li>
              Write to {address}, encrypt the mail to this key, and attach your own public key: then
              our answers reach you encrypted as well.
            </li>
          </ol>
          <p>With GnuPG:</p>
        </Prose>
        <pre class="key-block">
          {`gpg --import psirt.asc\ngpg --fingerprint ${address}\ngpg --armor --encrypt --recipient ${address} report.txt`}
        </pre>
        <p>
          The subject of a mail is not encrypted: “Report” says enough. The questions of our form
          are also a{" "}
          <a href="/report/template.txt" download>
            text to fill in
          </a>
          .
        </p>
      </Panel>
    </>
  );
}
