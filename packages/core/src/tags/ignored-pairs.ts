/**
 * What is left of a group when some pairs of it are not the same: smaller groups without such a pair, in the order
 * of `ids`. A tag that is like two that are unlike each other is in both groups.
 */
export function withoutPairs<Id>(ids: readonly Id[], isPair: (a: Id, b: Id) => boolean): Id[][] {
  const groups: Id[][] = [];
  const together = (a: Id, b: Id) => groups.some((group) => group.includes(a) && group.includes(b));
  for (const [i, first] of ids.entries()) {
    for (const second of ids.slice(i + 1)) {
      if (isPair(first, second) || together(first, second)) continue;
      const group = [first, second];
      for (const id of ids) {
        if (!group.includes(id) && !group.some((one) => isPair(one, id))) group.push(id);
      }
      groups.push(ids.filter((id) => group.includes(id)));
    }
  }
  return groups;
}
