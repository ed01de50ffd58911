/** What of a text people can see, and whether they can know a thing by a name. */

/** Letters that draw nothing (Unicode: Default_Ignorable_Code_Point) are letters all the same. */
const drawn = /(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{N}\p{P}\p{S}]/u;

/** Whether a text says nothing that anybody could read: characters without width alone, for example. */
export function drawsNothing(text: string): boolean {
  return !drawn.test(text);
}

/** One line, in which something is drawn. That there is a name at all is another rule: an empty one is told once. */
export function isVisibleLine(text: string): boolean {
  if (text === "") return true;
  return !/[\p{Cc}\u2028\u2029]/u.test(text) && drawn.test(text);
}
