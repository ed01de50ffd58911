/** "How we protect your report": made from the settings, fact by fact (TH-20). */
import { isSaid } from "../../../core/policy/text.ts";
import { Prose } from "../../../ui/layout.tsx";
import { isHttps } from "../../server/cookies.ts";
import { Chapter } from "./chapter.tsx";
import { PolicyFrame, type PolicyView } from "./policy-frame.tsx";
import { protectionFacts } from "./protection-facts.ts";
import { protectionWords } from "./protection-words.ts";
import { Paragraphs } from "./speech.tsx";

export function ProtectionPage(props: PolicyView & { hasKey: boolean }) {
  const { web, policy, speech, hasKey } = props;
  const { pages } = speech.words;
  const words = protectionWords[speech.language];
  const ownWords = [policy.privacy.purpose, ...policy.privacy.says].filter(isSaid);
  return (
    <PolicyFrame {...props} rest="/protection" title={pages.protection} heading={pages.protection}>
      <p class="lede">{words.lede}</p>
      {protectionFacts(policy, { https: isHttps(web), hasKey }).map(({ part, facts }) => (
        <Chapter key={part} policy={policy} speech={speech} id={part} title={words.parts[part]}>
          <Prose>
            <ul>
              {facts.map((fact) => (
                <li key={fact}>{words.facts[fact]}</li>
              ))}
            </ul>
          </Prose>
        </Chapter>
      ))}
      {ownWords.length > 0 && (
        <Chapter
          policy={policy}
          speech={speech}
          chapter="confidentiality"
          id="own-words"
          title={words.ownWords}
        >
          <Prose>
            <Paragraphs texts={ownWords} speech={speech} />
          </Prose>
        </Chapter>
      )}
      <p>{words.limits}</p>
    </PolicyFrame>
  );
}
