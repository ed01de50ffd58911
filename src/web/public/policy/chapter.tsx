/** One chapter of the policy, marked where a child entity says otherwise than its parent (TH-33). */
import type { ComponentChildren } from "preact";
import { type ChapterId, chapterOfSetting } from "../../../core/policy/chapters.ts";
import type { Policy } from "../../../core/policy/policy.ts";
import { publishedSettings } from "../../../core/policy/published-settings.ts";
import { Tag } from "../../../ui/badge.tsx";
import type { Spoken } from "./speech.tsx";

type ChapterProps = Spoken & {
  /** Which settings it tells; none where it tells no setting of the policy. */
  chapter?: ChapterId | undefined;
  id: string;
  title: string;
  children: ComponentChildren;
};

export function Chapter(props: ChapterProps) {
  const { policy, speech, chapter } = props;
  return (
    <section id={props.id} class="chapter">
      <h2>{props.title}</h2>
      {chapter && <SaysOtherwise policy={policy} speech={speech} chapter={chapter} />}
      {props.children}
    </section>
  );
}

/** The mark of a chapter in which a child's own settings are. */
export function SaysOtherwise(props: Spoken & { chapter: ChapterId }) {
  if (!chaptersSaidOtherwise(props.policy).has(props.chapter)) return null;
  return (
    <p>
      <Tag tone="info" icon="info">
        {props.speech.words.inherited.mark}
      </Tag>
    </p>
  );
}

/** A setting that is a group may be told by several chapters. */
function chaptersSaidOtherwise(policy: Policy): ReadonlySet<ChapterId> {
  const paths = policy.inherited?.overrides ?? [];
  const told = paths.flatMap((path) => [
    path,
    ...publishedSettings.filter((setting) => setting.startsWith(`${path}.`)),
  ]);
  const chapters = told.map(chapterOfSetting).filter((chapter) => chapter !== null);
  return new Set(chapters);
}
