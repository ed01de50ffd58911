/** All letters to people outside, as the policy in force words them, with an invented case filled in. */
import type { FastifyInstance } from "fastify";
import {
  type LetterName,
  letterNames,
  letterTemplates,
} from "../../core/letters/letter-catalogue.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { sampleLetter } from "../../formats/letters/sample-letter.ts";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Panel } from "../../ui/layout.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { staffOf } from "../server/actor-of.ts";
import { render } from "../server/answers.ts";
import type { WebContext } from "../server/web-context.ts";
import { consolePage } from "./console-frame.tsx";

export function lettersRoutes(app: FastifyInstance, web: WebContext): void {
  app.get("/console/letters", async (request, reply) => {
    const staff = await staffOf(request);
    const at = { request, reply, web, staff };
    const policy = inForceAt(web.context.policies, web.context.now());
    return render(
      reply,
      consolePage(at, {
        title: "Letters",
        current: "/console/letters",
        children: <Letters policy={policy} />,
      }),
    );
  });
}

function Letters({ policy }: { policy: Policy }) {
  const by = (who: "itself" | "colleague") =>
    letterNames.filter((name) => letterTemplates[name].by === who);
  return (
    <>
      <PageHeader
        title="Letters"
        lede={`What people outside are told, in the words of version ${policy.version} of the policy, with an invented case.`}
      />
      <Panel title="Sent by Parley itself" id="itself">
        {by("itself").map((name) => (
          <Letter key={name} policy={policy} name={name} />
        ))}
      </Panel>
      <Panel title="Ready texts for colleagues" id="colleague">
        <p class="meta">
          Insert one where you write to a party of a case; Parley fills in what the case knows.
        </p>
        {by("colleague").map((name) => (
          <Letter key={name} policy={policy} name={name} />
        ))}
      </Panel>
    </>
  );
}

const mayLeave = {
  nothing: "Says nothing of the matter, so it may leave unencrypted",
  public: "Tells what anybody can read, so it may leave unencrypted",
  talk: "Talks about what they sent us",
  decision: "Tells a decision of ours",
  secret: "Holds what is not public",
} as const;

function Letter({ policy, name }: { policy: Policy; name: LetterName }) {
  const { title, sent, says } = letterTemplates[name];
  const languages = [...new Set(["en", "fr", ...policy.languages])];
  return (
    <Disclosure summary={title}>
      <p class="meta">
        <span>{sent}</span>
        <span>{mayLeave[says]}</span>
        <span>
          {policy.letters[name] === undefined ? "In Parley’s words" : "In the policy’s words"}
        </span>
        <span>
          Name: <code>{name}</code>
        </span>
      </p>
      {languages.map((language) => {
        const { subject, text, language: written } = sampleLetter(policy, name, language);
        return (
          <div key={language} lang={written}>
            <h3>{`[EX-2026-7] ${subject}`}</h3>
            <pre class="plain-text">{text}</pre>
          </div>
        );
      })}
    </Disclosure>
  );
}
