/** What every page of the policy shares: its shell, its sister pages, its languages, whose it is. */
import type { ComponentChildren } from "preact";
import type { Policy } from "../../../core/policy/policy.ts";
import { publicFooter, publicNav } from "../../../formats/html/public-site.ts";
import { Tag } from "../../../ui/badge.tsx";
import { DocumentPage } from "../../../ui/document-page.tsx";
import { Notice } from "../../../ui/notice.tsx";
import type { NavLink } from "../../../ui/site.ts";
import { Tabs } from "../../../ui/tabs.tsx";
import { siteOf } from "../../server/frames.ts";
import type { WebContext } from "../../server/web-context.ts";
import { type Language, languagesOf, policyPath } from "./policy-languages.ts";
import { Said, type Speech, speechOf } from "./speech.tsx";

/** What a page of the policy is made from: read anew for each request, for policies change live. */
export type PolicyView = {
  readonly web: WebContext;
  /** The version in force. */
  readonly policy: Policy;
  readonly language: Language;
  readonly speech: Speech;
};

type FrameProps = PolicyView & {
  /** The page's own address below the policy's: "/process"; "" for the policy itself. */
  rest: string;
  /** What follows the address in the links to other languages: "?from=1&to=2". */
  search?: string | undefined;
  title: string;
  heading?: string | undefined;
  facts?: ComponentChildren;
  files?: ComponentChildren;
  /** Of a version that is not in force: above the sheet, and kept on paper. */
  banner?: ComponentChildren;
  outdated?: boolean | undefined;
  children: ComponentChildren;
};

export function PolicyFrame(props: FrameProps) {
  const { web, policy, language, speech, rest } = props;
  const { frame } = speech.words;
  const { baseUrl } = web.context;
  const path = (to: Language) => policyPath(policy, to, rest);
  return (
    <DocumentPage
      site={{ ...siteOf(web), language }}
      nav={inWords(publicNav("/policy"), speech, path(language))}
      footer={inWords(publicFooter, speech, path(language))}
      navLabel={frame.main}
      footerLabel={frame.about}
      skipLabel={frame.skip}
      canonical={baseUrl + path(language)}
      alternates={languagesOf(policy).map((each) => ({
        hreflang: each,
        href: baseUrl + path(each),
      }))}
      outdated={props.outdated}
      title={props.title}
      kind={policy.organisation.teamName}
      heading={props.heading}
      facts={props.facts}
      files={props.files}
      notice={<Notices {...props} />}
      tabs={
        <div class="policy-bar">
          <Tabs label={frame.pages} tabs={sisterPages(props)} />
          <Languages {...props} />
        </div>
      }
    >
      {props.children}
    </DocumentPage>
  );
}

/** Links by the words of the language; the policy itself leads to its page in that language. */
function inWords(links: readonly NavLink[], speech: Speech, here: string): NavLink[] {
  const home = here.replace(/\/policy.*$/, "/policy");
  return links.map((link) => ({
    ...link,
    label: speech.words.frame.links[link.href] ?? link.label,
    href: link.href === "/policy" ? home : link.href,
  }));
}

function sisterPages({ policy, language, speech, rest }: FrameProps): NavLink[] {
  const { pages } = speech.words;
  const rests: readonly (readonly [string, string] | false)[] = [
    ["", pages.policy],
    ["/process", pages.process],
    ["/protection", pages.protection],
    policy.appeals.taken && ["/appeals", pages.appeals],
    policy.publicFigures.shown && ["/figures", pages.figures],
    ["/versions", pages.versions],
  ];
  return rests.flatMap((entry) => {
    if (!entry) return [];
    const [to, label] = entry;
    return [{ href: policyPath(policy, language, to), label, current: to === rest }];
  });
}

/** The same page in the policy's other languages; nothing where it has but one. */
function Languages({ policy, language, speech, rest, search = "" }: FrameProps) {
  const all = languagesOf(policy);
  if (all.length < 2) return null;
  return (
    <nav class="languages" aria-label={speech.words.frame.otherLanguages}>
      <ul>
        {all.map((each) => (
          <li key={each}>
            <a
              href={policyPath(policy, each, rest) + search}
              hreflang={each}
              lang={each}
              aria-current={each === language ? "true" : undefined}
            >
              {speechOf(policy, each).words.name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Notices({ policy, speech, banner }: FrameProps) {
  const { frame, inherited } = speech.words;
  return (
    <>
      {policy.demonstration && (
        <p class="demonstration">
          <Tag tone="warning" icon="info">
            {frame.demonstration}
          </Tag>{" "}
          {frame.notTheirs} <Said text={policy.source} speech={speech} />
        </p>
      )}
      {policy.inherited && (
        <Notice title={inherited.notice(policy.inherited.from, policy.inherited.version)} />
      )}
      {banner}
    </>
  );
}
