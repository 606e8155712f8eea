/** Place of an item from 0; equal scores share their mean place. */
export function placeAmong(scores: ArrayLike<number>, item: number): number {
  let [higher, equal] = [0, 0];
  for (let other = 0; other < scores.length; other++) {
    if (scores[other] > scores[item]) higher++;
    else if (scores[other] === scores[item] && other !== item) equal++;
  }
  return higher + equal / 2;
}
