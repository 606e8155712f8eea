import type { Interactions } from '../../data/dataset.ts';
import type { TrainingWorld } from '../trained.ts';

/** The first `people` of a world to train on, whose rows stand in their order, and the histories of the others. */
export function apart(world: Interactions, people: number): TrainingWorld {
  const { user, item, time, users } = world;
  const heldOut = Array.from({ length: users.length - people }, (): number[] => []);
  let rows = 0;
  user.forEach((u, row) => {
    if (u < people) rows++;
    else heldOut[u - people].push(item[row]);
  });
  const interactions: Interactions = {
    ...world,
    users: users.slice(0, people),
    user: user.slice(0, rows),
    item: item.slice(0, rows),
    time: time && time.slice(0, rows),
  };
  return { interactions, heldOut: heldOut.map((items) => Uint32Array.from(items)) };
}
