/** Whether people can know a thing by a name: one line, in which at least one character draws something. */

/** Letters that draw nothing (Unicode: Default_Ignorable_Code_Point) are letters all the same. */
const drawn = /(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{N}\p{P}\p{S}]/u;

/** That there is a name at all is another rule: an empty one is told once. */
export function isVisibleLine(text: string): boolean {
  if (text === "") return true;
  return !/[\p{Cc}\u2028\u2029]/u.test(text) && drawn.test(text);
}
